/*
 * finish.h - how a rank ends: MPI_Finalize, exit, or a signal.
 */
#ifndef PARCOURS_MPI_FINISH_H
#define PARCOURS_MPI_FINISH_H

#include <stdint.h>

/* Registers for the end of this process. */
void finish_watch(void);
/* What MPI_Finalize checks; returns when all ranks have come to it. */
void finish_finalize(void);

/* The innermost place in the program itself, from its stack. */
uint64_t finish_place(void);

#endif

/*
 * finish.h - how a rank ends: MPI_Finalize, exit, or a signal.
 */
#ifndef PARCOURS_MPI_FINISH_H
#define PARCOURS_MPI_FINISH_H

/* Registers for the end of this process. */
void finish_watch(void);
/* What MPI_Finalize checks; returns when all ranks have come to it. */
void finish_finalize(void);

#endif

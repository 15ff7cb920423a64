/* access.h - see access.c: what comes there by other ways. */
#ifndef PARCOURS_MPI_ACCESS_H
#define PARCOURS_MPI_ACCESS_H

#include <stddef.h>

/* The program frees memory of its own. */
void access_freed(void *memory, size_t size, void *from);

#endif

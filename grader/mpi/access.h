/* access.h - see access.c: what comes there by other ways. */
#ifndef PARCOURS_MPI_ACCESS_H
#define PARCOURS_MPI_ACCESS_H

#include <stddef.h>
#include <stdint.h>

/* The program has freed memory of its own, at that address, or is about to. */
void access_freed(uintptr_t address, size_t size, void *from);

#endif

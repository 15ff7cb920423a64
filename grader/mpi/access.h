/* access.h - see access.c: what comes there by other ways. */
#ifndef PARCOURS_MPI_ACCESS_H
#define PARCOURS_MPI_ACCESS_H

#include <stddef.h>
#include <stdint.h>

/* Where the function that is running was called, 0 if that is not known. */
uint64_t access_caller(void);

/* The program has freed memory of its own, at that address, or is about to. */
void access_freed(uintptr_t address, size_t size, void *from);

#endif

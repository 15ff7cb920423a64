/*
 * shadow.h - which threads of this rank have used which memory, while there
 * are several; finds races. See thread.h.
 */
#ifndef PARCOURS_MPI_SHADOW_H
#define PARCOURS_MPI_SHADOW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* An access of the program's own code. */
void shadow_access(const void *address, int64_t size, bool writes, void *from);

/* The memory belongs to somebody else from now on. Takes the lock. */
void shadow_forget(const void *memory, size_t size);
/* Nobody but one thread is left; and: no table has room for what comes, so
 * nothing more is said in this run. Locked. */
void shadow_clear(void);
void shadow_give_up(void);

#endif

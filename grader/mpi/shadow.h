/*
 * shadow.h - which threads of this rank have used which memory, while there
 * are several; finds races. See thread.h.
 */
#ifndef PARCOURS_MPI_SHADOW_H
#define PARCOURS_MPI_SHADOW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Two atomic accesses are no race. */
enum shadow_kind { SHADOW_READS, SHADOW_WRITES, SHADOW_ATOMIC };

/* An access of the program's own code; and of the call of MPI in which the
 * thread is, as if before it: whoever is behind the call is behind that. */
void shadow_access(const void *address, int64_t size, enum shadow_kind kind,
                   uint64_t place);
void shadow_call(const void *address, int64_t size, enum shadow_kind kind,
                 uint64_t place);

/* The memory belongs to somebody else from now on. Takes the lock. */
void shadow_forget(const void *memory, size_t size);
/* Nobody but one thread is left; and: no table has room for what comes, so
 * nothing more is said in this run. Locked. */
void shadow_clear(void);
void shadow_give_up(void);

#endif

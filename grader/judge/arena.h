/*
 * arena.h - the judge's side of the two shared arenas (see wire.h).
 *
 * Allocation is a bump pointer: everything goes when the arena is reset.
 * Blocks of OUT lie between guards and are filled with random poison, so
 * that a result that was never written cannot look right by accident.
 */
#ifndef PARCOURS_ARENA_H
#define PARCOURS_ARENA_H

#include <stdbool.h>
#include <stddef.h>

/* Makes the memfds, maps them, seals them. False with errno set. */
bool arena_init(void);

/* Descriptors to hand to a worker; it maps IN read-only, OUT writable. */
int arena_in_fd(void);
int arena_out_fd(void);

/* Frees all blocks. */
void arena_reset(void);

/* Blocks aligned to a cache line; NULL when the arena is full. */
void *arena_in(size_t bytes);
void *arena_out(size_t bytes);

/* Fills all blocks of OUT and their guards with new poison. */
void arena_poison(void);

/* Copies OUT as it is now; the worker must be stopped. False if a guard was
 * overwritten: `*block` is then the size of the block beside it, and `*by`
 * how far outside of it the first damage lies, negative if before it. */
bool arena_take(size_t *block, long *by);

/* Where in the copy a pointer into OUT leads; NULL if it is none. */
const void *arena_copy(const void *out);

#endif

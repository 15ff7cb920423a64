/*
 * Memory that lives for one schedule.
 *
 * Clocks, locks and threads of a schedule are taken from here and never given
 * back one by one; region_reset() drops them all at once.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Returns zeroed memory, aligned to 16 bytes, valid until the next reset. */
void *region_alloc(size_t size);

/*
 * The same for memory of the explored program that one thread at a time uses,
 * whatever the strand: accesses to it are not entered in the history.
 */
void *region_alloc_unshared(size_t size);
bool region_is_unshared(uintptr_t address);

/* Drops everything that was taken since the last reset. */
void region_reset(void);

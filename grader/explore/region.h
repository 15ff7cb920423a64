/*
 * Memory that lives for one schedule.
 *
 * Clocks, locks and threads of a schedule are taken from here and never given
 * back one by one; region_reset() drops them all at once.
 */
#pragma once

#include <stddef.h>

/* Returns zeroed memory, aligned to 16 bytes, valid until the next reset. */
void *region_alloc(size_t size);

/* Drops everything that was taken since the last reset. */
void region_reset(void);

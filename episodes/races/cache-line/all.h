/* all.h - the team that adds, or what the serial baseline does instead. */
#ifndef CACHE_LINE_ALL_H
#define CACHE_LINE_ALL_H

#include <stddef.h>
#include <stdint.h>

struct tally;

/* Adds tally_weigh(items[i]) for all i, with `threads` threads. */
void driver_all(struct tally *t, const uint64_t *items, size_t n,
                unsigned threads);

#endif

/*
 * slower.h - the contract: six programs that were made parallel, and are slower
 * than the serial code (serial.c) since then.
 *
 * For each of them say why, in the table of slower.c, and mend it with at most
 * ten changed lines in its section; what is before the first section does not
 * change but for the table. Comments and empty lines do not count, and a line
 * has 80 columns at most.
 *
 * `threads` is the number of threads that there are cores for, 1 to 64.
 */
#ifndef SLOWER_H
#define SLOWER_H

#include <stddef.h>
#include <stdint.h>

enum program { PARCELS, VOTES, STAMPS, BINS, PICTURE, WEIGHTS, PROGRAMS };

enum reason {
    NOT_KNOWN,
    FALSE_SHARING,    /* variables of several threads lie in one cache line */
    GRANULARITY,      /* a team for work that is worth less than the team */
    IMBALANCE,        /* one thread has the work of all */
    ONE_LOCK,         /* all want the same lock all the time */
    OVERSUBSCRIPTION, /* many more threads than there are cores */
    TRAFFIC           /* all write to the same data all the time */
};

extern const enum reason reasons[PROGRAMS];

/* The sum of grind(i, costs[i]): item i takes costs[i] times as long as one
 * that costs 1. The dear ones are together. */
uint64_t parcels(const uint32_t *costs, size_t n, unsigned threads);

/* The sum of vote(items[i]). */
uint64_t votes(const uint32_t *items, size_t n, unsigned threads);

/* Writes grind(items[i], 1) to out[i]. */
void stamps(const uint32_t *items, size_t n, uint64_t *out, unsigned threads);

/* Adds 1 to count[vote(items[i]) % KINDS], for all i. */
enum { KINDS = 4 };
void bins(const uint32_t *items, size_t n, uint64_t *count, unsigned threads);

/* Writes vote(in[i]) to out[i], for all points of a picture, row by row. */
void picture(const uint32_t *in, size_t rows, size_t columns, uint64_t *out,
             unsigned threads);

/* The largest of grind(items[i], 1); 0 if there is no item. */
uint64_t weights(const uint32_t *items, size_t n, unsigned threads);

#endif

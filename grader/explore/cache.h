/*
 * The caches of the virtual cores: who has which line of 64 bytes.
 *
 * How it works. A line may be with many cores that read it or with one that
 * wrote it; whoever lacks it fetches it, and a write takes it away from all
 * others. A line that is fetched from another core's cache, or taken away from
 * one, is a transfer; a line can make only one at a time, so that cores queue
 * for it. A transfer is needless if the core finds no new value in the bytes
 * that it wanted (Torrellas, Lam and Hennessy, "False sharing and spatial
 * locality in multiprocessor caches", 1994). Caches never run full.
 *
 * Where cores take a line from each other again and again, a core that has
 * written it before fetches it to write at once, and plain accesses are cheaper
 * than atomic ones, because stores wait in a buffer while the core goes on.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "finding.h"

#define LINE_SIZE 64u
#define LINE_WORDS 16u /* of four bytes, told apart for needless transfers */

/* What is kept of a line that moved between cores. */
struct moves {
    uintptr_t address;          /* of the line */
    uint64_t free_at;           /* when the present transfer is done */
    uint64_t stale[LINE_WORDS]; /* cores that lack the newest value */
    uint32_t transfers[LINE_WORDS];
    uint32_t needless[LINE_WORDS];
    uint8_t first[LINE_WORDS]; /* byte of the word that was accessed first */
    unsigned writes;           /* transfers that were writes */
    uint64_t writers;          /* cores that have written it */
    struct moves *next;        /* of all */
};

struct line {
    uint64_t holders; /* bit mask of cores */
    struct moves *moves;
    uint8_t writer; /* number of the core that wrote it last, plus 1 */
};

/* Empties all caches; called at the start of a schedule. */
void cache_reset(void);

/* The line of an address; adds to `now` if it is the first of its page. */
struct line *cache_line(uintptr_t address, uint64_t *now);

/* Do the cores take the line away from each other, so that order matters? */
static inline bool line_is_disputed(const struct line *line)
{
    return line->moves && line->moves->writes > 1;
}

/*
 * `size` bytes at `address`, all within the line, are accessed by `core` at
 * the time `now` (picoseconds); returns when that is done.
 */
uint64_t cache_use(struct line *line, uintptr_t address, size_t size,
                   unsigned core, enum access_kind access, uint64_t now);

/* Lines that moved, newest first, and how often they did in all. */
const struct moves *cache_moves(void);
unsigned long cache_transfers(void);

/* Forgets how often lines moved, not where they are. */
void cache_restart(void);
/* From now on nothing is counted. */
void cache_stop(void);

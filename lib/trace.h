/*
 * trace.h - which thread did what, from when to when.
 *
 * Each thread writes into a row of its own, so tracing costs two readings of
 * the clock for a span and nothing is shared.  When all have come to their end,
 * the rows are read; lib/draw makes pictures of them.
 */
#ifndef PARCOURS_TRACE_H
#define PARCOURS_TRACE_H

#include <stddef.h>
#include <stdint.h>

/* One thing that a thread did. Times in nanoseconds since trace_new. */
struct span {
    uint32_t task;
    uint64_t begin, end;
};

struct trace;

/* Rows for `threads` threads with room for `spans` each. NULL if there is no
 * memory. */
struct trace *trace_new(unsigned threads, size_t spans);
void trace_free(struct trace *t);

/* Now, in nanoseconds since trace_new. */
uint64_t trace_now(const struct trace *t);

/* Notes that thread `rank` has worked on `task` since `begin`. Only one thread
 * writes to a row. What finds no room is counted, not kept. */
void trace_add(struct trace *t, unsigned rank, uint32_t task, uint64_t begin);

/* --- reading, when nobody writes any more -------------------------------- */

unsigned trace_threads(const struct trace *t);

/* The spans of a row, in the order in which they ended, and their number. */
const struct span *trace_row(const struct trace *t, unsigned rank,
                             size_t *count);

/* How many spans of a row found no room. */
size_t trace_lost(const struct trace *t, unsigned rank);

/* The part of the time between the first begin and the last end that the
 * threads worked, on average over them: 1 if nobody ever waited. */
double trace_busy(const struct trace *t);

#endif

/*
 * progress.h - what the learner has passed, and which hints were shown: a
 * plain text file in .parcours/progress, one line for each exercise:
 *
 *     races/counter passed 10 of 10, 2 hints
 *     races/queue open 3 of 10, 0 hints
 */
#ifndef PARCOURS_PROGRESS_H
#define PARCOURS_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>

struct exercise;
struct result;

struct progress {
    bool tried, passed; /* passed once is passed */
    double points, max; /* of the best try */
    unsigned hints;     /* shown so far */
};

struct progress progress_read(const struct exercise *exercise);

/* Writes one line anew. What stands there and is better stays, also of a
 * command at work at the same time, and so do the other lines. */
void progress_write(const struct exercise *exercise,
                    const struct progress *reached);

/* Notes a result: the best one counts. */
void progress_note(const struct result *result);

/* The schedule that failed last, so that it can be replayed. */
struct progress_schedule {
    char check[32], scenario[32];
    char *schedule; /* NULL: none is known; to be freed */
    uint64_t seed;
};
void progress_keep_schedule(const struct result *result, uint64_t seed);
struct progress_schedule progress_schedule(const struct exercise *exercise);

#endif

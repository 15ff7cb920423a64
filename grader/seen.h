/*
 * seen.h - which lines of the learner ran how often, with and without a race
 * detector.  Pure.
 *
 * A detector runs in the learner's process: a program can notice it, by the
 * clock or by what it finds in memory, and behave for as long as it is watched.
 * The race tests are run once more without it, with the same inputs. A line
 * that then runs as often as its neighbour, and under the detector never, or
 * the other way round, is nobody's chance; nor is another number of threads.
 * It may have an innocent reason all the same: a person has to look.
 */
#ifndef PARCOURS_SEEN_H
#define PARCOURS_SEEN_H

#include <stddef.h>

enum { SEEN_BLOCKS = 2048, SEEN_LINES = 4096 };

/* A stretch of code without a branch in it. */
struct seen_block {
    unsigned long offset; /* in the program */
    unsigned long times;
    unsigned line; /* of the learner's file, once it is named; 0: none */
};

struct seen {
    unsigned long threads; /* that were started */
    size_t count;
    struct seen_block block[SEEN_BLOCKS];
};

/* Adds what one worker has written at its end (worker/seen.c). */
void seen_read(const char *log, struct seen *seen);

/* Counts lines that have only braces to the line of code before them: where
 * branches meet, compilers take the one or the other, as it suits them. */
void seen_join_braces(struct seen *seen, const char *source, size_t length);

/* What a person should look at, in a sentence; NULL: nothing. To be freed. */
char *seen_compare(const struct seen *alone, const struct seen *watched);

#endif

/*
 * prediction.h - a text of numbers that is committed before they are compared
 * with anything.  Pure; the judge has it, too.
 *
 *     # a comment, and blank lines, do not count
 *     sleep by threads    8
 *     commit 1 5f0c93d2a18b7e64
 *
 * A line is a name and, after the last blank, a number above 0.  The last line
 * says which commit this is, and has a hash of it and of all that counts above.
 * It keeps people honest with themselves and shows a slip; whoever wants to
 * cheat can commit again, and the count tells.
 */
#ifndef PARCOURS_PREDICTION_H
#define PARCOURS_PREDICTION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { PREDICTION_NAME = 60, PREDICTION_LINES = 32 };

struct prediction {
    struct {
        char name[PREDICTION_NAME];
        double value;
    } line[PREDICTION_LINES];
    size_t count;
    unsigned commit; /* 0: there is none */
    bool sealed;     /* and it is of these numbers */
};

/* NULL, or what is wrong with the text, for people ("line 3: ..."); valid until
 * the next call. */
const char *prediction_read(const char *text, struct prediction *prediction);

/* The hash of all lines and of the number of the commit. */
uint64_t prediction_seal(const struct prediction *prediction, unsigned commit);

#endif

/*
 * result.h - what one or several runs of a program have shown.
 */
#ifndef PARCOURS_MPI_RESULT_H
#define PARCOURS_MPI_RESULT_H

#include <stdbool.h>

#include "board.h"

enum { ORDER_TEXT = 256, RESULT_FINDINGS = 64 };

/* Counted in the first run. */
struct rank_count {
    long long calls, messages, bytes, collectives;
};

struct result {
    int ranks;
    int runs;
    bool all_orders; /* of arrival at wild receives were tried */
    int choices;     /* in the first run */
    int findings;
    struct {
        struct finding finding;
        char order[ORDER_TEXT]; /* of the run that showed it */
    } found[RESULT_FINDINGS];
    struct rank_count count[BOARD_RANKS];
    const char *not_judged; /* why, or NULL */
    double seconds;
};

#endif

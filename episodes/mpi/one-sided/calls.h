/* calls.h - the calls between judge and ranks for this exercise. */
#ifndef TICKETS_CALLS_H
#define TICKETS_CALLS_H

#include <stdint.h>

enum { OP_TICKETS, OP_TALLY };

/* Out: the rank's tickets, as many as there is room for. */
struct tickets_args {
    int64_t first;
    double seconds; /* of work for each ticket, by the model */
};

/* In: the rank's items. Out: its bins. */
struct tally_args {
    int bins;
};

#endif

/* calls.h - the calls between judge and worker for this exercise. */
#ifndef VAULT_CALLS_H
#define VAULT_CALLS_H

#include "vault.h"

enum {
    OP_NEW,
    OP_FREE,
    OP_TAKE,
    OP_MOVE,
    OP_COINS,
    OP_SUM,
    OP_DAY,
    OP_WHOLE_DAY
};

/* The worker keeps this many vaults; a vault is its number below. */
enum { VAULTS = 2 };

struct new_args {
    unsigned vault, boxes;
    int64_t coins;
};

/* All operations on a vault that is there. */
struct use_args {
    unsigned vault, from, to;
    int64_t coins;
    int64_t *result; /* OUT: what came back, a stamp by its bits */
};

struct day_args {
    unsigned vault;
    const struct order *orders; /* IN: n orders */
    size_t n;
    uint64_t *results; /* OUT: n */
    unsigned threads;
};

/* A vault of its own, a day, and a look at every box. */
struct whole_day_args {
    struct new_args made;
    struct day_args day;
    int64_t *closing; /* OUT: one for each box */
    int64_t *sum;     /* OUT */
};

#endif

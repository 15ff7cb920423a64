/* calls.h - the calls between judge and worker for this exercise. */
#ifndef TRANSFER_CALLS_H
#define TRANSFER_CALLS_H

#include "transfer.h"

enum {
    OP_NEW,
    OP_FREE,
    OP_TRANSFER,
    OP_BALANCE,
    OP_BOOKS,
    OP_DAY,
    OP_WHOLE_DAY,
    OP_HOLD,
    OP_LET_GO
};

enum { ORDERED, TRYING, WAYS };

/* The worker keeps this many banks; a bank is its number below. */
enum { BANKS = 2, ACCOUNTS_MOST = 32 };

struct new_args {
    unsigned bank, accounts;
    int64_t balance;
};

/* OP_TRANSFER, OP_BALANCE and OP_FREE */
struct use_args {
    unsigned bank, way, from, to;
    int64_t amount;
    int64_t *result; /* OUT: the balance, or 1 for true */
};

/* What the books say: kept by the worker's side. */
struct books {
    uint64_t notes;    /* transfers entered */
    uint64_t sum;      /* of order_mark of each */
    uint64_t overlaps; /* entered while an account was in another transfer */
};

/* OP_BOOKS: of all banks, since the worker began. */
struct books_args {
    struct books *books; /* OUT */
};

struct day_args {
    unsigned bank, way;
    const struct order *orders; /* IN: n orders */
    size_t n;
    bool *results; /* OUT: n */
    unsigned threads;
};

/* A bank of its own, a day, and a look at every account. */
struct whole_day_args {
    struct new_args made;
    struct day_args day;
    int64_t *closing;    /* OUT: one for each account */
    struct books *books; /* OUT: of this day */
};

/* From now on transfer_note does not return for this amount; one thread may
 * wait there. OP_LET_GO, without arguments of its own, lets it go on. */
struct hold_args {
    int64_t amount;
};

/* Tells one transfer from another in the sum of the books. */
static inline uint64_t order_mark(unsigned from, unsigned to, int64_t amount)
{
    uint64_t x = (uint64_t)amount * 1024 + from * 32 + to;
    x = (x ^ (x >> 31)) * 0xbf58476d1ce4e5b9ull;
    return x ^ (x >> 29);
}

#endif

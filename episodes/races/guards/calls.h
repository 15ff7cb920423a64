/* calls.h - the calls between judge and worker for this exercise. */
#ifndef GUARDS_CALLS_H
#define GUARDS_CALLS_H

#include "guards.h"

enum {
    OP_OPEN,
    OP_CLOSE,
    OP_POST,
    OP_STATEMENT,
    OP_FEES,
    OP_LARGEST,
    OP_DAY,
    OP_WATCH,
    OP_WHOLE_DAY,
    OP_HOLD,
    OP_LET_GO
};

/* The worker keeps this many banks; a bank is its number below. */
enum { BANKS = 16 };

struct open_args {
    unsigned bank, accounts;
    int64_t balance;
};

/* From now on bank_seal does not return for this amount; one thread may wait
 * there. OP_LET_GO, without arguments of its own, lets it go on. */
struct hold_args {
    int64_t amount;
};

struct close_args {
    unsigned bank;
};

struct post_args {
    unsigned bank, account;
    int64_t amount;
    struct statement *result; /* OUT */
};

struct statement_args {
    unsigned bank, account;
    struct statement *result; /* OUT */
};

struct fees_args {
    unsigned bank;
    int64_t *result; /* OUT */
};

struct largest_args {
    unsigned bank;
    struct largest *result; /* OUT */
};

struct day_args {
    unsigned bank;
    const struct order *orders; /* IN: n orders */
    size_t n;
    struct statement *results; /* OUT: n */
    unsigned threads;
};

/* What is seen when an account and the bank are looked at n times. */
struct watch_args {
    unsigned bank, account;
    size_t n;
    struct statement *statements; /* OUT: n */
    int64_t *fees;                /* OUT: n */
    struct largest *largest;      /* OUT: n */
};

/* Opens a bank of its own, works for a day, looks at all and closes it. */
struct whole_day_args {
    struct open_args open;
    struct day_args day;
    struct statement *closing; /* OUT: one for each account */
    int64_t *fees;             /* OUT */
    struct largest *largest;   /* OUT */
};

#endif

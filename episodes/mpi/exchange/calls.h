/* calls.h - the calls between judge and ranks for this exercise. */
#ifndef EXCHANGE_CALLS_H
#define EXCHANGE_CALLS_H

enum { OP_BLOCKING, OP_SENDRECV, OP_NONBLOCKING, OP_PAIRS, EXCHANGE_OPS };

/* In: count doubles. Out: count doubles. */
struct exchange_args {
    int count;
};

#endif

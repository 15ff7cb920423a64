/* calls.h - what the judge and the worker of this exercise agree on */
#ifndef CALLS_H
#define CALLS_H

enum { OP_COVER, OP_COVER_ALL };

struct cover_args {
    const int *more, *before;
    int n;
    unsigned grid, block; /* for OP_COVER */
    int *total;           /* result */
};

#endif

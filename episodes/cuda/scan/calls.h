/* calls.h - the calls between judge and worker for this exercise. */
#ifndef SCAN_CALLS_H
#define SCAN_CALLS_H

enum { OP_REDUCE, OP_SCAN, OP_COMPACT };

struct reduce_args {
    const unsigned *in;
    int n;
    unsigned *sum;
};

struct scan_args {
    const unsigned *in;
    int n;
    unsigned *out;
};

struct compact_args {
    const unsigned *in;
    int n;
    const unsigned *before; /* what is in `out` to begin with */
    unsigned *out, *kept;
};

#endif

/* calls.h - what the judge and the worker of this exercise agree on */
#ifndef CALLS_H
#define CALLS_H

enum { OP_STREAMS };

struct streams_args {
    const float *in;
    int n, chunk;
    float *out; /* result */
};

#endif

/* calls.h - the calls between judge and worker for this exercise. */
#ifndef DEPEND_CALLS_H
#define DEPEND_CALLS_H

#include <stddef.h>
#include <stdint.h>

enum { OP_CHOLESKY };

struct cholesky_args {
    const double *from; /* IN: n * n tiles of b * b */
    size_t n, b;
    unsigned threads;
    double *to;     /* OUT: the same after it was factorised */
    uint32_t *good; /* OUT: what was returned */
};

#endif

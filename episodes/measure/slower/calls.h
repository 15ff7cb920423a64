/* calls.h - the calls between judge and worker for this exercise. */
#ifndef SLOWER_CALLS_H
#define SLOWER_CALLS_H

#include "slower.h"

enum { OP_REASONS, OP_RUN };

struct reasons_args {
    uint32_t *reasons; /* OUT: PROGRAMS */
};

struct run_args {
    enum program program;
    const uint32_t *items; /* IN: n */
    size_t n, rows;        /* rows: of the picture, n / rows columns each */
    unsigned threads;
    uint64_t *out;   /* OUT: n, KINDS or one */
    uint64_t before; /* what each bin holds when the counting begins */
};

#endif

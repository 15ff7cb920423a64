/* calls.h - the calls between judge and worker for this exercise. */
#ifndef TRANSPOSE_CALLS_H
#define TRANSPOSE_CALLS_H

enum { OP_TRANSPOSE };

struct transpose_args {
    const float *in;
    float *out;
    int rows, cols;
};

#endif

/* calls.h - the calls between judge and worker for this exercise. */
#ifndef HISTOGRAM_CALLS_H
#define HISTOGRAM_CALLS_H

enum { OP_HISTOGRAM };

struct histogram_args {
    const unsigned char *keys;
    int n;
    unsigned *bins;
};

#endif

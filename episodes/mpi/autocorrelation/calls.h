/* calls.h - the calls between judge and ranks for this exercise. */
#ifndef AUTOCORRELATION_CALLS_H
#define AUTOCORRELATION_CALLS_H

enum { OP_AUTOCORRELATION };

enum { BLOCKS = 64 };

/* In: the rank's words. Out, on rank 0: the counts. */
struct autocorrelation_args {
    int lags, size[BLOCKS];
};

static const double seconds_per_place = 1e-9;

#endif

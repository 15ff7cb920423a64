/* calls.h - what the judge and the worker of this exercise agree on */
#ifndef CALLS_H
#define CALLS_H

enum { OP_BILL, OP_SECONDS, OP_TEXT };

struct bill_args {
    const float *signal;
    int n;
    float factor, least;
    float *result;   /* OP_BILL: the means; OP_SECONDS: the scaled numbers */
    double *seconds; /* OP_SECONDS */
};

#endif

/* calls.h - the calls between judge and worker for this exercise. */
#ifndef CURVE_CALLS_H
#define CURVE_CALLS_H

#include <stdint.h>

#include "curve.h"

enum { OP_SERIAL, OP_EXPLAIN };

enum { POINTS = 8 };

struct serial_args {
    const struct point *points; /* IN: n */
    size_t n;
    double *serial; /* OUT: n */
};

struct explain_args {
    const struct point *points; /* IN: POINTS */
    uint32_t *limit;            /* OUT */
    double *at_64;              /* OUT */
};

#endif

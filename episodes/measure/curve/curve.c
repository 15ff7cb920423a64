/*
 * curve.c - what a table of speed-ups says.
 *
 * This believes that whatever goes on will go on. TODO: work out the serial
 * part of each point, and look at how it changes with the number of threads.
 * curve.h is the contract.
 */
#include "curve.h"

double curve_serial(struct point point)
{
    return 1 - point.speedup / point.threads;
}

struct verdict curve_explain(const struct point *points, size_t n)
{
    struct point last = points[n - 1];
    return (struct verdict){LIMIT_SERIAL, last.speedup * 64 / last.threads};
}

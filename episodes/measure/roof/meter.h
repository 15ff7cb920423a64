/*
 * meter.h - a cache and two counters: what a kernel fetches, what it computes.
 *
 * Kernels that are to be counted are written with get, put, add and mul in
 * place of the access, the assignment, + and *.
 */
#ifndef ROOF_METER_H
#define ROOF_METER_H

#include <stdbool.h>
#include <stdint.h>

/* 32 KiB: 64 sets of 8 lines of 64 bytes, of which the one goes that was used
 * longest ago. */
enum { METER_LINE = 64, METER_SETS = 64, METER_WAYS = 8 };

struct meter {
    double flops, bytes;
    uint64_t clock;
    struct meter_line {
        uintptr_t number;
        uint64_t used; /* 0: nothing is there */
        bool dirty;
    } line[METER_SETS][METER_WAYS];
};

double get(struct meter *m, const double *from);
void put(struct meter *m, double *to, double value);
double add(struct meter *m, double a, double b);
double mul(struct meter *m, double a, double b);

/* What is still to be written back, is. */
void meter_flush(struct meter *m);

#endif

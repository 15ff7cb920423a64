/* calls.h - the calls between judge and ranks for this exercise. */
#ifndef FARM_CALLS_H
#define FARM_CALLS_H

#include <stdint.h>

enum { OP_FARM };

/* In, on rank 0: the tasks. Out, on every rank: how many tasks it has done;
 * on rank 0, then their results. */
struct farm_args {
    int count;
    uint64_t secret; /* without it nobody knows a result */
    double unit;     /* seconds that the shortest task takes, by the model */
};

static inline uint64_t farm_result(uint64_t task, uint64_t secret)
{
    task = (task ^ secret) * UINT64_C(0x9e3779b97f4a7c15);
    task = (task ^ task >> 29) * UINT64_C(0xbf58476d1ce4e5b9);
    return task ^ task >> 32;
}

/* In units: one of eight tasks is long. */
static inline double farm_cost(uint64_t task, uint64_t secret)
{
    uint64_t r = farm_result(task, secret + 1);
    return r % 8 == 0 ? 60 + (double)(r / 8 % 40) : 1;
}

#endif

/* traffic.c - see traffic.h */
#include "traffic.h"

enum { STEPS = 1000 };

uint64_t traffic_work(uint64_t item)
{
    for (unsigned step = STEPS; step > 0; step--)
        item = (item ^ (item >> 29)) * 0xbf58476d1ce4e5b9ull + step;
    return item;
}

uint64_t traffic_both(uint64_t item)
{
    return traffic_work(traffic_work(item));
}

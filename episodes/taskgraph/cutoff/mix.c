/* mix.c - the work at each node, see cutoff.h */
#include "cutoff.h"

uint64_t tree_mix(uint32_t v, uint64_t sum)
{
    uint64_t x = (v + 1) * 0x9e3779b97f4a7c15ull ^ sum;
    for (unsigned i = 0; i < 250; i++)
        x = (x ^ (x >> 29)) * 0xbf58476d1ce4e5b9ull;
    return x ^ (x >> 32);
}

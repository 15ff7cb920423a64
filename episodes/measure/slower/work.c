/* work.c - see work.h */
#include "work.h"

#define MIX(x) x = (x ^ (x >> 29)) * 0xbf58476d1ce4e5b9u
#define MIX8(x) MIX(x), MIX(x), MIX(x), MIX(x), MIX(x), MIX(x), MIX(x), MIX(x)

uint64_t grind(uint64_t item, uint32_t cost)
{
    uint64_t x = item + 0x9e3779b97f4a7c15u;
    while (cost-- > 0) {
        MIX8(x);
        MIX8(x);
        MIX8(x);
        MIX8(x);
    }
    return x;
}

uint32_t vote(uint32_t item)
{
    uint64_t x = item;
    MIX8(x);
    return (uint32_t)(x >> 40);
}

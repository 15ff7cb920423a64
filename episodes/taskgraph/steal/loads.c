/* loads.c - see loads.h */
#include "loads.h"

uint64_t load_grind(uint64_t x, unsigned steps)
{
    for (unsigned i = 0; i <= steps; i++)
        x = (x ^ (x >> 29)) * 0xbf58476d1ce4e5b9ull + 1;
    return x ^ (x >> 32);
}

unsigned load_children(uint64_t node, unsigned depth)
{
    unsigned chance = load_grind(node, 2) & 15;
    return depth == 0    ? 0
           : chance == 0 ? 9
           : chance < 4  ? 4
           : chance < 10 ? 1
                         : 0;
}

uint64_t load_child(uint64_t node, unsigned i)
{
    return load_grind(node * 16 + i, 1);
}

uint32_t load_free(unsigned size, uint32_t columns, uint32_t left,
                   uint32_t right)
{
    return ((1u << size) - 1) & ~(columns | left | right);
}

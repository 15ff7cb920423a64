/* work.c - see work.h */
#include "work.h"

uint64_t work_mix(uint64_t a, uint64_t b, unsigned steps)
{
    uint64_t x = a * 0x9e3779b97f4a7c15ull ^ (b + 0x632be59bd9b4e019ull);
    for (unsigned i = 0; i <= steps; i++)
        x = (x ^ (x >> 29)) * 0xbf58476d1ce4e5b9ull;
    return x ^ (x >> 32);
}

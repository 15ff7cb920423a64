/*
 * stamp.c - the work that the vault does for each receipt.
 *
 * Each step needs the result of the one before, so that it takes its time.
 */
#include "vault.h"

static inline uint64_t mix(uint64_t x)
{
    return (x ^ (x >> 29)) * 0xbf58476d1ce4e5b9ull;
}

uint64_t vault_stamp(unsigned box, int64_t coins)
{
    const unsigned rounds = 256;
    uint64_t stamp = (uint64_t)coins * 0x9e3779b97f4a7c15ull + box + 1;
    for (unsigned i = 0; i < rounds; i++)
        stamp = mix(mix(mix(mix(mix(mix(mix(mix(stamp))))))));
    return stamp | 2;
}

/*
 * seal.c - the work that the bank does for each posting.
 *
 * Each step needs the result of the one before, so that a seal takes its time
 * and cannot be begun before the last posting's is known.  The loop is long
 * enough for the one wrong guess of the processor at its end not to matter.
 */
#include "guards.h"
#include "seal.h"

static inline uint64_t mix(uint64_t x)
{
    return (x ^ (x >> 29)) * 0xbf58476d1ce4e5b9ull;
}

uint64_t seal_next(uint64_t seal, int64_t amount)
{
    const unsigned rounds = 640;
    seal += (uint64_t)amount * 0x9e3779b97f4a7c15ull + 1;
    for (unsigned i = 0; i < rounds; i++)
        seal = mix(mix(mix(mix(mix(mix(mix(mix(seal))))))));
    return seal;
}

int64_t bank_fee(int64_t amount)
{
    const int64_t base = 5, part = 100;
    return base + (amount < 0 ? -amount : amount) / part;
}

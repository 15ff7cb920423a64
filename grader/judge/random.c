/* random.c - see random.h */
#include "random.h"

static uint64_t state;

void random_seed(uint64_t seed)
{
    state = random_mix(seed);
}

uint64_t random_next(void)
{
    state += 0x9e3779b97f4a7c15ull;
    return random_mix(state);
}

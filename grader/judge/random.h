/*
 * random.h - the judge's random numbers: splitmix64 (Steele, Lea, Flood,
 * "Fast splittable pseudorandom number generators", 2014).
 */
#ifndef PARCOURS_RANDOM_H
#define PARCOURS_RANDOM_H

#include <stdint.h>

/* One step of the mixing function; well spread for consecutive inputs. */
static inline uint64_t random_mix(uint64_t x)
{
    x += 0x9e3779b97f4a7c15ull;
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9ull;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebull;
    return x ^ (x >> 31);
}

/* Starts the stream of this process. */
void random_seed(uint64_t seed);

uint64_t random_next(void);

#endif

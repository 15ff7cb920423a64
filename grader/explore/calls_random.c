/* Random numbers of libc: the same sequence in every run. */
#define _GNU_SOURCE
#include <stdlib.h>

#include "access.h"
#include "calls.h"
#include "run.h"
#include "state.h"
#include "strategy.h"

EXPLORE_STATE static struct random random_calls;

void calls_random_reset(void)
{
    random_seed(&random_calls, 1);
}

int explore_rand(void)
{
    return run_active ? (int)(random_next(&random_calls) & RAND_MAX) : rand();
}

int explore_rand_r(unsigned *seed)
{
    if (run_active) {
        access_memory(seed, sizeof *seed, ACCESS_READ, CALLER);
        access_memory(seed, sizeof *seed, ACCESS_WRITE, CALLER);
    }
    return rand_r(seed);
}

void explore_srand(unsigned seed)
{
    if (run_active)
        random_seed(&random_calls, seed);
    else
        srand(seed);
}

long explore_random(void)
{
    return run_active ? (long)(random_next(&random_calls) & RAND_MAX)
                      : random();
}

void explore_srandom(unsigned seed)
{
    explore_srand(seed);
}

double explore_drand48(void)
{
    return run_active ? random_next(&random_calls) / 4294967296.0 : drand48();
}

long explore_lrand48(void)
{
    return explore_random();
}

void explore_srand48(long seed)
{
    explore_srand((unsigned)seed);
}

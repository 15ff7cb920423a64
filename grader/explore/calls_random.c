/*
 * Random numbers of libc: the same as outside, from a generator of our own. A
 * program that seeds it after a look at the clock wants different numbers in
 * every run, so there the schedule chooses among some seeds.
 */
#define _GNU_SOURCE
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>

#include "access.h"
#include "calls.h"
#include "run.h"
#include "scheduler.h"
#include "state.h"
#include "vtime.h"

#define SEEDS 8
#define STATE_SIZE 128 /* as in libc */

EXPLORE_STATE static struct random_data random_calls;
EXPLORE_STATE static char random_state[STATE_SIZE];
EXPLORE_STATE static bool random_is_seeded;

void calls_random_reset(void)
{
    random_is_seeded = false;
}

static void random_set(unsigned seed)
{
    random_calls = (struct random_data){0};
    initstate_r(seed, random_state, STATE_SIZE, &random_calls);
    random_is_seeded = true;
}

long explore_random(void)
{
    int32_t number;
    if (!run_active)
        return random();
    if (!random_is_seeded)
        random_set(1);
    random_r(&random_calls, &number);
    return number;
}

int explore_rand(void)
{
    return (int)explore_random();
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
    if (!run_active)
        srand(seed);
    else
        random_set(vtime_was_read() ? seed + scheduler_waiter(SEEDS, CALLER)
                                    : seed);
}

void explore_srandom(unsigned seed)
{
    explore_srand(seed);
}

double explore_drand48(void)
{
    return run_active ? (double)explore_random() / 2147483648.0 : drand48();
}

long explore_lrand48(void)
{
    return explore_random();
}

void explore_srand48(long seed)
{
    explore_srand((unsigned)seed);
}

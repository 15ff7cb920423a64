/* canary.c - one function racy on purpose, one clean, see canary.h */
#include <sched.h>
#include <stdatomic.h>

#include "canary.h"

enum { TEAM = 3, ITEMS = 64 };

int canary_race(void)
{
    int total = 0;
#pragma omp parallel num_threads(TEAM)
    total++;
    return total;
}

static int by_tasks(void)
{
    int value = 0;
#pragma omp parallel num_threads(TEAM)
#pragma omp single
    {
#pragma omp task depend(out : value) shared(value)
        value = 1;
#pragma omp task depend(inout : value) shared(value)
        value += 1;
    }
    return value;
}

/* Each task lies in memory of an earlier one, and nobody waits for them in a
 * way that would put the two in order. */
static int by_turns(void)
{
    int items[ITEMS], total = 0;
    atomic_int done = 0;
#pragma omp parallel num_threads(TEAM)
#pragma omp single
    for (int i = 0; i < ITEMS; i++) {
        int *to = &items[i];
#pragma omp task shared(done)
        {
            *to = i;
            atomic_fetch_add_explicit(&done, 1, memory_order_relaxed);
        }
        while (atomic_load_explicit(&done, memory_order_relaxed) <= i)
            sched_yield();
    }
    for (int i = 0; i < ITEMS; i++)
        total += items[i];
    return total;
}

int canary_clean(void)
{
    int items[ITEMS], total = 0, teams = 0;
#pragma omp parallel num_threads(TEAM)
    {
#pragma omp for
        for (int i = 0; i < ITEMS; i++)
            items[i] = i;
#pragma omp for reduction(+ : total) schedule(dynamic)
        for (int i = 0; i < ITEMS; i++)
            total += items[ITEMS - 1 - i];
#pragma omp critical
        teams += total;
    }
    return teams + by_tasks() + by_turns();
}

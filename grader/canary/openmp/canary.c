/* canary.c - one function racy on purpose, one clean, see canary.h */
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
    return teams + by_tasks();
}

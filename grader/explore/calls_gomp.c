/*
 * What gcc calls for OpenMP: regions, barriers, sections, single, critical.
 *
 * The interface is that of libgomp of gcc 12 (libgomp_g.h there). Whether a
 * construct may be cancelled does not matter, because OMP_CANCELLATION is off
 * unless somebody sets it, and then cancel does nothing.
 */
#include <stdbool.h>
#include <stdint.h>

#include "mutex.h"
#include "omp_league.h"
#include "omp_team.h"
#include "omp_work.h"
#include "run.h"
#include "scheduler.h"
#include "state.h"

/* ---- regions ---- */

void explore_GOMP_parallel(void (*body)(void *), void *data, unsigned threads,
                           unsigned flags)
{
    (void)flags;
    team_run(body, data, threads, NULL, CALLER);
}

void explore_GOMP_barrier(void)
{
    team_barrier(CALLER);
}

bool explore_GOMP_barrier_cancel(void)
{
    team_barrier(CALLER);
    return false;
}

bool explore_GOMP_cancel(int which, bool wanted)
{
    (void)which;
    (void)wanted;
    return false;
}

bool explore_GOMP_cancellation_point(int which)
{
    (void)which;
    return false;
}

/* ---- sections: a loop whose iterations are numbered from 1, 0 for none ----
 */

static void gomp_set_sections(struct work *work, unsigned count)
{
    work_set_loop(work, 1, 1, count, (struct loop_schedule){LOOP_DYNAMIC, 1});
}

static unsigned gomp_next_section(uintptr_t pc)
{
    uint64_t first, end;
    return work_next(&first, &end, pc) ? (unsigned)first : 0;
}

unsigned explore_GOMP_sections_start(unsigned count)
{
    struct work *work;
    if (work_begin(&work, CALLER))
        gomp_set_sections(work, count);
    return gomp_next_section(CALLER);
}

unsigned explore_GOMP_sections_next(void)
{
    return gomp_next_section(CALLER);
}

void explore_GOMP_sections_end(void)
{
    team_barrier(CALLER);
}

bool explore_GOMP_sections_end_cancel(void)
{
    team_barrier(CALLER);
    return false;
}

void explore_GOMP_sections_end_nowait(void)
{
}

void explore_GOMP_parallel_sections(void (*body)(void *), void *data,
                                    unsigned threads, unsigned count,
                                    unsigned flags)
{
    struct work *work = work_new(CALLER);
    (void)flags;
    gomp_set_sections(work, count);
    team_run(body, data, threads, work, CALLER);
}

/* ---- single ---- */

bool explore_GOMP_single_start(void)
{
    struct work *work;
    return work_begin(&work, CALLER);
}

/* NULL to the one that is to run the region, its data to the others. */
void *explore_GOMP_single_copy_start(void)
{
    struct work *work;
    return work_begin(&work, CALLER) ? NULL : work_get_copy(CALLER);
}

void explore_GOMP_single_copy_end(void *data)
{
    work_give_copy(data, CALLER);
}

/* ---- critical and atomic: one lock per name, and per team of a league ---- */

EXPLORE_STATE static char critical_without_name[8];
EXPLORE_STATE static char atomic_update[8];

static struct mutex *gomp_mutex(char *address)
{
    return mutex_at(address + league_number(), MUTEX_NORMAL);
}

void explore_GOMP_critical_start(void)
{
    mutex_lock(gomp_mutex(critical_without_name), NO_DEADLINE, CALLER);
}

void explore_GOMP_critical_end(void)
{
    mutex_unlock(gomp_mutex(critical_without_name), CALLER);
}

void explore_GOMP_critical_name_start(void **name)
{
    mutex_lock(gomp_mutex((char *)name), NO_DEADLINE, CALLER);
}

void explore_GOMP_critical_name_end(void **name)
{
    mutex_unlock(gomp_mutex((char *)name), CALLER);
}

void explore_GOMP_atomic_start(void)
{
    mutex_lock(mutex_at(atomic_update, MUTEX_NORMAL), NO_DEADLINE, CALLER);
}

void explore_GOMP_atomic_end(void)
{
    mutex_unlock(mutex_at(atomic_update, MUTEX_NORMAL), CALLER);
}

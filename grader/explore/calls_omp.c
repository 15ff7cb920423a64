/* The functions of omp.h. */
#define _GNU_SOURCE
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <time.h>

#include "mutex.h"
#include "omp_league.h"
#include "omp_settings.h"
#include "omp_team.h"
#include "run.h"
#include "scheduler.h"
#include "state.h"
#include "vtime.h"
#include "watch.h"

/* ---- who am I, and how many are we ---- */

int explore_omp_get_thread_num(void)
{
    return run_active ? (int)team_member()->number : 0;
}

int explore_omp_get_num_threads(void)
{
    return run_active ? (int)team_task()->team->size : 1;
}

int explore_omp_get_max_threads(void)
{
    return run_active ? (int)settings_threads(CALLER) : 1;
}

int explore_omp_get_num_procs(void)
{
    return explore_omp_get_max_threads();
}

void explore_omp_set_num_threads(int size)
{
    settings_set_threads(size);
}

int explore_omp_get_thread_limit(void)
{
    return MAX_THREADS;
}

int explore_omp_in_parallel(void)
{
    return run_active && team_task()->team->active;
}

int explore_omp_in_final(void)
{
    return run_active && team_task()->final;
}

int explore_omp_get_level(void)
{
    return run_active ? (int)team_task()->team->level : 0;
}

int explore_omp_get_active_level(void)
{
    return run_active ? (int)team_task()->team->active : 0;
}

/* The team at a level of nesting, and the member of it that is meant. */
static const struct member *omp_ancestor(int level)
{
    const struct member *member = team_member();
    if (level < 0 || level > (int)member->team->level)
        return NULL;
    while ((int)member->team->level > level)
        member = member->team->outer_member;
    return member;
}

int explore_omp_get_ancestor_thread_num(int level)
{
    const struct member *member = omp_ancestor(level);
    return member ? (int)member->number : -1;
}

int explore_omp_get_team_size(int level)
{
    const struct member *member = omp_ancestor(level);
    return member ? (int)member->team->size : -1;
}

int explore_omp_get_team_num(void)
{
    return (int)league_number();
}

int explore_omp_get_num_teams(void)
{
    return (int)league_size();
}

/* ---- settings ---- */

void explore_omp_set_max_active_levels(int levels)
{
    settings_set_levels(levels);
}

int explore_omp_get_max_active_levels(void)
{
    return (int)settings_levels(CALLER);
}

int explore_omp_get_supported_active_levels(void)
{
    return MAX_THREADS;
}

void explore_omp_set_nested(int nested)
{
    settings_set_levels(nested ? MAX_THREADS : 1);
}

int explore_omp_get_nested(void)
{
    return settings_levels(CALLER) > 1;
}

void explore_omp_set_dynamic(int dynamic)
{
    (void)dynamic;
}

int explore_omp_get_dynamic(void)
{
    return 0;
}

int explore_omp_get_cancellation(void)
{
    return 0;
}

#define MONOTONIC 0x80000000u

void explore_omp_set_schedule(unsigned kind, int chunk)
{
    settings_set_schedule((struct loop_schedule){
        (enum loop_kind)(kind & ~MONOTONIC), chunk > 0 ? (uint64_t)chunk : 0});
}

void explore_omp_get_schedule(unsigned *kind, int *chunk)
{
    struct loop_schedule schedule = settings_schedule(CALLER);
    *kind = schedule.kind;
    *chunk = (int)schedule.chunk;
}

/* ---- time ---- */

double explore_omp_get_wtime(void)
{
    struct timespec now;
    if (run_active) {
        watch_progress();
        now = vtime_read(CLOCK_MONOTONIC);
    } else {
        clock_gettime(CLOCK_MONOTONIC, &now);
    }
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

double explore_omp_get_wtick(void)
{
    return 1e-9;
}

/* ---- locks: each team of a league has its own ---- */

static struct mutex *omp_lock(void *lock)
{
    return mutex_at((char *)lock + league_number(), MUTEX_NORMAL);
}

static struct mutex *omp_nest_lock(void *lock)
{
    return mutex_at((char *)lock + league_number(), MUTEX_RECURSIVE);
}

void explore_omp_init_lock(void *lock)
{
    mutex_init(lock, MUTEX_NORMAL);
}

void explore_omp_init_lock_with_hint(void *lock, int hint)
{
    (void)hint;
    mutex_init(lock, MUTEX_NORMAL);
}

void explore_omp_destroy_lock(void *lock)
{
    mutex_destroy(omp_lock(lock), CALLER);
}

void explore_omp_set_lock(void *lock)
{
    mutex_lock(omp_lock(lock), NO_DEADLINE, CALLER);
}

void explore_omp_unset_lock(void *lock)
{
    mutex_unlock(omp_lock(lock), CALLER);
}

int explore_omp_test_lock(void *lock)
{
    return !mutex_trylock(omp_lock(lock), CALLER);
}

void explore_omp_init_nest_lock(void *lock)
{
    mutex_init(lock, MUTEX_RECURSIVE);
}

void explore_omp_init_nest_lock_with_hint(void *lock, int hint)
{
    (void)hint;
    mutex_init(lock, MUTEX_RECURSIVE);
}

void explore_omp_destroy_nest_lock(void *lock)
{
    mutex_destroy(omp_nest_lock(lock), CALLER);
}

void explore_omp_set_nest_lock(void *lock)
{
    mutex_lock(omp_nest_lock(lock), NO_DEADLINE, CALLER);
}

void explore_omp_unset_nest_lock(void *lock)
{
    mutex_unlock(omp_nest_lock(lock), CALLER);
}

int explore_omp_test_nest_lock(void *lock)
{
    struct mutex *mutex = omp_nest_lock(lock);
    return mutex_trylock(mutex, CALLER) ? 0 : (int)mutex->depth + 1;
}

/*
 * What clang calls for OpenMP: regions, barriers, single, critical, teams.
 *
 * The interface is that of libomp 14 (kmp.h there). The first two parameters
 * are always the place in the source and the number of the thread, of which
 * nothing is needed here.
 */
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "mutex.h"
#include "omp_league.h"
#include "omp_team.h"
#include "omp_work.h"
#include "run.h"
#include "scheduler.h"
#include "state.h"

#define MOST_ARGUMENTS 24

typedef void microtask(int *thread, int *bound, ...);

/* An outlined region, and the addresses of what it shares. */
struct kmpc_region {
    microtask *body;
    void *arguments[MOST_ARGUMENTS];
};

static void kmpc_collect(struct kmpc_region *region, int count, va_list list,
                         uintptr_t pc)
{
    if (count > MOST_ARGUMENTS)
        run_refuse(pc, "a region shares more than %d variables",
                   MOST_ARGUMENTS);
    for (int i = 0; i < count; i++)
        region->arguments[i] = va_arg(list, void *);
}

/* Arguments that the region does not have do no harm. */
static void kmpc_body(void *data)
{
    struct kmpc_region *region = data;
    void **a = region->arguments;
    int thread = (int)scheduler_current()->id, bound = 0;
    region->body(&thread, &bound, a[0], a[1], a[2], a[3], a[4], a[5], a[6],
                 a[7], a[8], a[9], a[10], a[11], a[12], a[13], a[14], a[15],
                 a[16], a[17], a[18], a[19], a[20], a[21], a[22], a[23]);
}

/* ---- regions ---- */

int explore___kmpc_global_thread_num(void *place)
{
    (void)place;
    return run_active ? (int)scheduler_current()->id : 0;
}

void explore___kmpc_push_num_threads(void *place, int thread, int threads)
{
    (void)place;
    (void)thread;
    team_task()->pushed = threads > 0 ? (unsigned)threads : 0;
}

void explore___kmpc_fork_call(void *place, int count, microtask *body, ...)
{
    struct kmpc_region region = {.body = body};
    struct task *self = team_task();
    unsigned wanted = self->pushed;
    va_list list;
    (void)place;
    va_start(list, body);
    kmpc_collect(&region, count, list, CALLER);
    va_end(list);
    self->pushed = 0;
    team_run(kmpc_body, &region, wanted, NULL, CALLER);
}

/* The condition of the region is false: its body follows in the same code. */
void explore___kmpc_serialized_parallel(void)
{
    team_begin_alone();
}

void explore___kmpc_end_serialized_parallel(void)
{
    team_end_alone();
}

void explore___kmpc_push_num_teams(void *place, int thread, int teams,
                                   int threads)
{
    (void)place;
    (void)thread;
    (void)threads;
    team_task()->pushed = teams > 0 ? (unsigned)teams : 0;
}

void explore___kmpc_fork_teams(void *place, int count, microtask *body, ...)
{
    struct kmpc_region region = {.body = body};
    unsigned wanted = team_task()->pushed;
    va_list list;
    (void)place;
    va_start(list, body);
    kmpc_collect(&region, count, list, CALLER);
    va_end(list);
    team_task()->pushed = 0;
    for (bool more = league_next(true, wanted, CALLER); more;
         more = league_next(false, wanted, CALLER))
        kmpc_body(&region);
}

/* ---- barriers, single, master ---- */

void explore___kmpc_barrier(void)
{
    team_barrier(CALLER);
}

int explore___kmpc_cancel_barrier(void)
{
    team_barrier(CALLER);
    return 0;
}

int explore___kmpc_cancel(void)
{
    return 0;
}

int explore___kmpc_cancellationpoint(void)
{
    return 0;
}

void __tsan_atomic_thread_fence(int order);

void explore___kmpc_flush(void)
{
    __tsan_atomic_thread_fence(__ATOMIC_SEQ_CST);
}

int explore___kmpc_single(void)
{
    struct work *work;
    return work_begin(&work, CALLER);
}

void explore___kmpc_end_single(void)
{
}

void explore___kmpc_copyprivate(void *place, int thread, size_t size,
                                void *data, void (*copy)(void *, void *),
                                int mine)
{
    (void)place;
    (void)thread;
    (void)size;
    if (mine)
        work_give_copy(data, CALLER);
    else
        copy(data, work_get_copy(CALLER));
    team_barrier(CALLER);
}

int explore___kmpc_master(void)
{
    return !team_member()->number;
}

void explore___kmpc_end_master(void)
{
}

int explore___kmpc_masked(void *place, int thread, int wanted)
{
    (void)place;
    (void)thread;
    return (int)team_member()->number == wanted;
}

void explore___kmpc_end_masked(void)
{
}

/* ---- critical, and reductions, which combine under a lock ---- */

static struct mutex *kmpc_mutex(void *name)
{
    return mutex_at((char *)name + league_number(), MUTEX_NORMAL);
}

void explore___kmpc_critical(void *place, int thread, void *name)
{
    (void)place;
    (void)thread;
    mutex_lock(kmpc_mutex(name), NO_DEADLINE, CALLER);
}

void explore___kmpc_critical_with_hint(void *place, int thread, void *name,
                                       int hint)
{
    (void)place;
    (void)thread;
    (void)hint;
    mutex_lock(kmpc_mutex(name), NO_DEADLINE, CALLER);
}

void explore___kmpc_end_critical(void *place, int thread, void *name)
{
    (void)place;
    (void)thread;
    mutex_unlock(kmpc_mutex(name), CALLER);
}

/* 1: the caller combines its values itself and says when it is done. */
#define KMPC_REDUCE(name)                                                      \
    int explore___kmpc_##name(void *place, int thread, int count, size_t size, \
                              void *data, void (*combine)(void *, void *),     \
                              void *lock)                                      \
    {                                                                          \
        (void)place;                                                           \
        (void)thread;                                                          \
        (void)count;                                                           \
        (void)size;                                                            \
        (void)data;                                                            \
        (void)combine;                                                         \
        mutex_lock(mutex_at(lock, MUTEX_NORMAL), NO_DEADLINE, CALLER);         \
        return 1;                                                              \
    }

KMPC_REDUCE(reduce)
KMPC_REDUCE(reduce_nowait)

void explore___kmpc_end_reduce_nowait(void *place, int thread, void *lock)
{
    (void)place;
    (void)thread;
    mutex_unlock(mutex_at(lock, MUTEX_NORMAL), CALLER);
}

void explore___kmpc_end_reduce(void *place, int thread, void *lock)
{
    explore___kmpc_end_reduce_nowait(place, thread, lock);
    team_barrier(CALLER);
}

/* ---- not explored ---- */

#define REFUSE(name)                                    \
    void explore_##name(void)                           \
    {                                                   \
        if (run_active)                                 \
            run_refuse(CALLER, "it calls %s()", #name); \
    }

/* clang-format off */
REFUSE(__kmpc_taskred_init) REFUSE(__kmpc_taskred_modifier_init)
REFUSE(__kmpc_task_reduction_modifier_fini)
REFUSE(__kmpc_task_reduction_get_th_data) REFUSE(__kmpc_task_allow_completion_event)
REFUSE(__kmpc_threadprivate_cached) REFUSE(__kmpc_threadprivate_register)
REFUSE(__kmpc_omp_target_task_alloc) REFUSE(__kmpc_atomic_start)
REFUSE(__kmpc_atomic_end) REFUSE(__kmpc_alloc) REFUSE(__kmpc_free)
REFUSE(__kmpc_omp_reg_task_with_affinity) REFUSE(__kmpc_dist_for_static_init_8)
REFUSE(__kmpc_dist_for_static_init_8u) REFUSE(__kmpc_push_proc_bind)
REFUSE(__kmpc_push_target_tripcount)
    /* clang-format on */

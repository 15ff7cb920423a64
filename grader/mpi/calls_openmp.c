/*
 * calls_openmp.c - wrappers: the teams of OpenMP, and what orders their
 * members. gcc turns each directive into calls of GOMP_*, which the linker
 * sends here (wrap.ld); see thread.h.
 *
 * A team is started and waited for like as many threads. Its loops need
 * nothing: what they deal out orders nobody, and at their end stands a barrier.
 * A task can be run by whoever is free, so with tasks, and with iterations
 * that wait for others, nothing more is said.
 */
#include <stdbool.h>
#include <unistd.h>

#include "shadow.h"
#include "thread.h"
#include "thread_life.h"

typedef unsigned long long ull;

#pragma weak omp_get_thread_num
#pragma weak omp_get_max_threads
int omp_get_thread_num(void);
int omp_get_max_threads(void);

struct team {
    void (*body)(void *);
    void *data;
    struct team *outer;
    char ordered; /* only its address counts */
    int count;
    int number[THREADS]; /* of the members, but for the one that calls */
};

static _Thread_local struct team *team;

#define LIST(...) __VA_ARGS__

/* __wrap_name, and the function of libgomp, which is there if the program
 * needs it. */
#define WRAPPED(type, name, ...)                         \
    extern type name(__VA_ARGS__) __attribute__((weak)); \
    type __wrap_##name(__VA_ARGS__);                     \
    type __wrap_##name(__VA_ARGS__)

/* --- teams ---------------------------------------------------------------- */

static void team_body(void *data)
{
    struct team *mine = data, *outer = team;
    int member = omp_get_thread_num();
    team = mine;
    if (member > 0)
        thread_begin(member < mine->count ? mine->number[member] : -1);
    mine->body(mine->data);
    if (member > 0)
        thread_end();
    team = outer;
}

static void team_begin(struct team *members, unsigned threads)
{
    int wanted = threads ? (int)threads : omp_get_max_threads();
    members->count = 1;
    while (members->count < wanted && members->count < THREADS)
        members->number[members->count++] = thread_fork();
    if (wanted > THREADS)
        thread_lose();
}

static void team_end(const struct team *old)
{
    for (int i = 1; i < old->count; i++)
        thread_returned(old->number[i]);
}

#define TEAM(name, parameters, arguments)                                \
    WRAPPED(void, GOMP_##name, void (*body)(void *), void *data,         \
            unsigned threads, LIST parameters unsigned flags)            \
    {                                                                    \
        struct team members = {.body = body, .data = data};              \
        team_begin(&members, threads);                                   \
        GOMP_##name(team_body, &members, threads, LIST arguments flags); \
        team_end(&members);                                              \
    }

#define LOOP_TEAM(kind)                                   \
    TEAM(parallel_loop_##kind,                            \
         (long first, long end, long step, long chunk, ), \
         (first, end, step, chunk, ))
#define RUNTIME_TEAM(kind)                                          \
    TEAM(parallel_loop_##kind, (long first, long end, long step, ), \
         (first, end, step, ))

TEAM(parallel, (), ())
TEAM(parallel_sections, (unsigned sections, ), (sections, ))
LOOP_TEAM(static)
LOOP_TEAM(dynamic)
LOOP_TEAM(guided)
LOOP_TEAM(nonmonotonic_dynamic)
LOOP_TEAM(nonmonotonic_guided)
RUNTIME_TEAM(runtime)
RUNTIME_TEAM(nonmonotonic_runtime)
RUNTIME_TEAM(maybe_nonmonotonic_runtime)

/* Who comes first takes what there is: once in a while it waits a little, so
 * that others get some of it. */
static void let_others_come(void)
{
    static _Thread_local int times;
    if (thread_many && times++ % 64 < 4)
        usleep(200);
}

#define DEALS(name, parameters, values)  \
    WRAPPED(bool, name, LIST parameters) \
    {                                    \
        let_others_come();               \
        return name values;              \
    }

DEALS(GOMP_single_start, (void), ())
DEALS(GOMP_loop_dynamic_next, (long *from, long *to), (from, to))
DEALS(GOMP_loop_guided_next, (long *from, long *to), (from, to))
DEALS(GOMP_loop_nonmonotonic_dynamic_next, (long *from, long *to), (from, to))
DEALS(GOMP_loop_nonmonotonic_guided_next, (long *from, long *to), (from, to))

WRAPPED(unsigned, GOMP_sections_next, void)
{
    let_others_come();
    return GOMP_sections_next();
}

/* --- what orders the members ---------------------------------------------- */

static const void *here(void)
{
    static const char nobody = 0;
    return team ? (const void *)team : &nobody;
}

static const void *in_turn(void)
{
    return team ? (const void *)&team->ordered : here();
}

#define MEETS(name)                 \
    WRAPPED(void, name, void)       \
    {                               \
        const void *place = here(); \
        thread_release(place);      \
        name();                     \
        thread_acquire(place);      \
    }
#define MEETS_OR_NOT(name)          \
    WRAPPED(bool, name, void)       \
    {                               \
        const void *place = here(); \
        thread_release(place);      \
        bool ends = name();         \
        thread_acquire(place);      \
        return ends;                \
    }

MEETS(GOMP_barrier)
MEETS(GOMP_loop_end)
MEETS(GOMP_sections_end)
MEETS_OR_NOT(GOMP_barrier_cancel)
MEETS_OR_NOT(GOMP_loop_end_cancel)
MEETS_OR_NOT(GOMP_sections_end_cancel)

/* One member has something for all others: they meet when it is there. */
WRAPPED(void *, GOMP_single_copy_start, void)
{
    thread_release(here());
    void *copy = GOMP_single_copy_start();
    thread_acquire(here());
    return copy;
}

WRAPPED(void, GOMP_single_copy_end, void *copy)
{
    thread_release(here());
    GOMP_single_copy_end(copy);
    thread_acquire(here());
}

#define LOCK(take, give, parameters, values, object) \
    WRAPPED(void, take, LIST parameters)             \
    {                                                \
        take values;                                 \
        thread_acquire(object);                      \
    }                                                \
    WRAPPED(void, give, LIST parameters)             \
    {                                                \
        thread_release(object);                      \
        give values;                                 \
    }

static const char critical, atomic;

LOCK(GOMP_critical_start, GOMP_critical_end, (void), (), &critical)
LOCK(GOMP_critical_name_start, GOMP_critical_name_end, (void **name), (name),
     name)
LOCK(GOMP_atomic_start, GOMP_atomic_end, (void), (), &atomic)
LOCK(GOMP_ordered_start, GOMP_ordered_end, (void), (), in_turn())
LOCK(omp_set_lock, omp_unset_lock, (void *lock), (lock), lock)
LOCK(omp_set_nest_lock, omp_unset_nest_lock, (void *lock), (lock), lock)

#define TRIES(name)                \
    WRAPPED(int, name, void *lock) \
    {                              \
        int taken = name(lock);    \
        if (taken)                 \
            thread_acquire(lock);  \
        return taken;              \
    }

TRIES(omp_test_lock)
TRIES(omp_test_nest_lock)

/* --- what cannot be followed ---------------------------------------------- */

WRAPPED(void, GOMP_task, void (*body)(void *), void *data,
        void (*copy)(void *, void *), long size, long align, bool later,
        unsigned flags, void **depend, int priority, void *detach)
{
    thread_lose();
    GOMP_task(body, data, copy, size, align, later, flags, depend, priority,
              detach);
}

WRAPPED(void, GOMP_taskloop, void (*body)(void *), void *data,
        void (*copy)(void *, void *), long size, long align, unsigned flags,
        unsigned long tasks, int priority, long first, long end, long step)
{
    thread_lose();
    GOMP_taskloop(body, data, copy, size, align, flags, tasks, priority, first,
                  end, step);
}

WRAPPED(void, GOMP_taskloop_ull, void (*body)(void *), void *data,
        void (*copy)(void *, void *), long size, long align, unsigned flags,
        unsigned long tasks, int priority, ull first, ull end, ull step)
{
    thread_lose();
    GOMP_taskloop_ull(body, data, copy, size, align, flags, tasks, priority,
                      first, end, step);
}

/* The other iterations are given as further arguments. */
WRAPPED(void, GOMP_doacross_post, long *counts)
{
    thread_lose();
    GOMP_doacross_post(counts);
}

WRAPPED(void, GOMP_doacross_ull_post, ull *counts)
{
    thread_lose();
    GOMP_doacross_ull_post(counts);
}

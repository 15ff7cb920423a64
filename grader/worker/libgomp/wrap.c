/*
 * wrap.c - what stands between the learner's code and libgomp.
 *
 * gcc turns each directive of OpenMP into calls of GOMP_*, which wrap.ld leads
 * here.  Outside of measured calls a wrapper only calls what it wraps.  What is
 * not wrapped (taskloop, doacross loops, nested locks) is charged to the thread
 * that ran it.
 */
#include <omp.h>

#include "openmp/openmp.h"

typedef unsigned long long ull;

/* Both names of a function that is wrapped: wrapped(type, f, parameters)
 * declares them and begins the definition of the wrapper. */
#define WRAPPED(type, name, ...)     \
    type __real_##name(__VA_ARGS__); \
    type __wrap_##name(__VA_ARGS__); \
    type __wrap_##name(__VA_ARGS__)

#define LIST(...) __VA_ARGS__

/* --- teams --------------------------------------------------------------- */

/* In libgomp, a loop with schedule(runtime) may turn out to be static. */
static bool is_dealt(void)
{
    omp_sched_t kind;
    int chunk;
    omp_get_schedule(&kind, &chunk);
    kind &= ~omp_sched_monotonic;
    return kind == omp_sched_dynamic || kind == omp_sched_guided;
}

#define TEAM(name, dealing, parameters, arguments)                           \
    WRAPPED(void, GOMP_##name, void (*body)(void *), void *data,             \
            unsigned threads, LIST parameters unsigned flags)                \
    {                                                                        \
        struct team team;                                                    \
        if (!model_active()) {                                               \
            __real_GOMP_##name(body, data, threads, LIST arguments flags);   \
            return;                                                          \
        }                                                                    \
        team_begin(&team, body, data, dealing);                              \
        __real_GOMP_##name(team_body, &team, threads, LIST arguments flags); \
        team_end(&team);                                                     \
    }

#define LOOP_TEAM(kind)                                   \
    TEAM(parallel_loop_##kind, true,                      \
         (long first, long end, long step, long chunk, ), \
         (first, end, step, chunk, ))
#define RUNTIME_TEAM(kind)                 \
    TEAM(parallel_loop_##kind, is_dealt(), \
         (long first, long end, long step, ), (first, end, step, ))

TEAM(parallel, false, (), ())
TEAM(parallel_sections, true, (unsigned sections, ), (sections, ))
LOOP_TEAM(dynamic)
LOOP_TEAM(guided)
LOOP_TEAM(nonmonotonic_dynamic)
LOOP_TEAM(nonmonotonic_guided)
RUNTIME_TEAM(runtime)
RUNTIME_TEAM(nonmonotonic_runtime)
RUNTIME_TEAM(maybe_nonmonotonic_runtime)

WRAPPED(void, GOMP_barrier, void)
{
    bool counts = team_counts();
    if (counts)
        team_arrive();
    __real_GOMP_barrier();
    if (counts)
        team_leave();
}

/* One member has something for all others: they meet when it is there. */
WRAPPED(void *, GOMP_single_copy_start, void)
{
    bool counts = team_counts();
    if (counts)
        team_arrive();
    void *copy = __real_GOMP_single_copy_start();
    if (counts && copy != NULL)
        team_leave();
    return copy;
}

WRAPPED(void, GOMP_single_copy_end, void *copy)
{
    bool counts = team_counts();
    if (counts)
        team_report();
    __real_GOMP_single_copy_end(copy);
    if (counts)
        team_leave();
}

/* --- loops and sections -------------------------------------------------- */

#define LOOP(type, kind, dealing, parameters, arguments)                 \
    WRAPPED(bool, GOMP_loop_##kind##_start, LIST parameters type *from,  \
            type *to)                                                    \
    {                                                                    \
        if (team_counts() && (dealing))                                  \
            loop_enter(true);                                            \
        return __real_GOMP_loop_##kind##_start(LIST arguments from, to); \
    }                                                                    \
    WRAPPED(bool, GOMP_loop_##kind##_next, type *from, type *to)         \
    {                                                                    \
        if (team_counts())                                               \
            loop_chunk();                                                \
        return __real_GOMP_loop_##kind##_next(from, to);                 \
    }

#define BOTH_LOOPS(kind)                                                    \
    LOOP(long, kind, true, (long first, long end, long step, long chunk, ), \
         (first, end, step, chunk, ))                                       \
    LOOP(ull, ull_##kind, true,                                             \
         (bool up, ull first, ull end, ull step, ull chunk, ),              \
         (up, first, end, step, chunk, ))

#define BOTH_RUNTIME(kind)                                            \
    LOOP(long, kind, is_dealt(), (long first, long end, long step, ), \
         (first, end, step, ))                                        \
    LOOP(ull, ull_##kind, is_dealt(),                                 \
         (bool up, ull first, ull end, ull step, ), (up, first, end, step, ))

BOTH_LOOPS(dynamic)
BOTH_LOOPS(guided)
BOTH_LOOPS(nonmonotonic_dynamic)
BOTH_LOOPS(nonmonotonic_guided)
BOTH_LOOPS(ordered_dynamic)
BOTH_LOOPS(ordered_guided)
BOTH_RUNTIME(runtime)
BOTH_RUNTIME(nonmonotonic_runtime)
BOTH_RUNTIME(maybe_nonmonotonic_runtime)
BOTH_RUNTIME(ordered_runtime)

WRAPPED(unsigned, GOMP_sections_start, unsigned count)
{
    if (team_counts())
        loop_enter(true);
    return __real_GOMP_sections_start(count);
}

WRAPPED(unsigned, GOMP_sections_next, void)
{
    if (team_counts())
        loop_chunk();
    return __real_GOMP_sections_next();
}

/* The ends of both, with and without a barrier. */
#define END(name, barrier)           \
    WRAPPED(void, GOMP_##name, void) \
    {                                \
        bool counts = team_counts(); \
        if (counts)                  \
            loop_leave();            \
        if (counts && (barrier))     \
            team_arrive();           \
        __real_GOMP_##name();        \
        if (counts && (barrier))     \
            team_leave();            \
    }

END(loop_end, true)
END(loop_end_nowait, false)
END(sections_end, true)
END(sections_end_nowait, false)

/* --- locks --------------------------------------------------------------- */

/* A pair of functions around what one thread at a time may do. */
#define LOCK(begin, end, parameters, arguments, key) \
    WRAPPED(void, begin, LIST parameters)            \
    {                                                \
        __real_##begin arguments;                    \
        if (team_counts())                           \
            model_locked(key);                       \
    }                                                \
    WRAPPED(void, end, LIST parameters)              \
    {                                                \
        if (team_counts())                           \
            model_unlocking(key);                    \
        __real_##end arguments;                      \
    }

static const char critical, atomic, ordered; /* only their addresses count */

LOCK(GOMP_critical_start, GOMP_critical_end, (void), (), &critical)
LOCK(GOMP_critical_name_start, GOMP_critical_name_end, (void **name), (name),
     name)
LOCK(GOMP_atomic_start, GOMP_atomic_end, (void), (), &atomic)
LOCK(GOMP_ordered_start, GOMP_ordered_end, (void), (), &ordered)
LOCK(omp_set_lock, omp_unset_lock, (omp_lock_t * lock), (lock), lock)

WRAPPED(int, omp_test_lock, omp_lock_t *lock)
{
    int taken = __real_omp_test_lock(lock);
    if (taken && team_counts())
        model_locked(lock);
    return taken;
}

/* --- tasks --------------------------------------------------------------- */

/* As in libgomp. */
enum { TASK_FINAL = 2, TASK_DEPEND = 8, TASK_DETACH = 64 };

/* A task that is ended by an event has its event in its arguments: left alone.
 */
WRAPPED(void, GOMP_task, void (*fn)(void *), void *data,
        void (*copy)(void *, void *), long size, long align, bool deferred,
        unsigned flags, void **depend, int priority, void *event)
{
    if (!team_counts() || (flags & TASK_DETACH)) {
        __real_GOMP_task(fn, data, copy, size, align, deferred, flags, depend,
                         priority, event);
        return;
    }
    bool at_once = !deferred || task_is_final();
    struct task *task =
        task_new(fn, data, copy, size, align, flags & TASK_FINAL,
                 flags & TASK_DEPEND ? depend : NULL);
    __real_GOMP_task(task_run, &task, NULL, sizeof task, _Alignof(void *),
                     deferred, flags, depend, priority, event);
    task_created(task, at_once);
}

WRAPPED(void, GOMP_taskwait, void)
{
    __real_GOMP_taskwait();
    if (team_counts())
        task_waited();
}

WRAPPED(void, GOMP_taskwait_depend, void **depend)
{
    __real_GOMP_taskwait_depend(depend);
    if (team_counts())
        task_waited();
}

WRAPPED(void, GOMP_taskgroup_start, void)
{
    __real_GOMP_taskgroup_start();
    if (team_counts())
        task_group_begin();
}

WRAPPED(void, GOMP_taskgroup_end, void)
{
    __real_GOMP_taskgroup_end();
    if (team_counts())
        task_group_end();
}

/*
 * What gcc calls for OpenMP loops.
 *
 * There is an entry point for each kind of schedule, times long or unsigned
 * long long loop variables, times plain, ordered or doacross; they differ in
 * the arguments that they hand on. Plain static loops never come here: gcc
 * computes each thread's part from the number of the thread.
 */
#include <stdarg.h>
#include <stdbool.h>

#include "omp_doacross.h"
#include "omp_team.h"
#include "omp_work.h"
#include "state.h"

typedef unsigned long long ull;

#define SCHEDULE(kind, chunk) ((struct loop_schedule){kind, (uint64_t)(chunk)})
#define RUNTIME ((struct loop_schedule){0, 0})

static bool loop_begin(uint64_t start, uint64_t step, uint64_t count,
                       struct loop_schedule schedule, bool ordered,
                       uintptr_t pc)
{
    struct work *work;
    if (!work_begin(&work, pc))
        return false;
    work_set_loop(work, start, step, count, schedule);
    work->ordered = ordered;
    return true;
}

static bool loop_next(long *first, long *end, uintptr_t pc)
{
    return work_next((uint64_t *)first, (uint64_t *)end, pc);
}

static bool loop_next_ull(ull *first, ull *end, uintptr_t pc)
{
    return work_next((uint64_t *)first, (uint64_t *)end, pc);
}

/* The four functions of one kind; WITH_CHUNK(long) is a parameter, or empty. */
#define LOOP_START(name, with_chunk, with_chunk_ull, schedule, ordered)      \
    bool explore_GOMP_loop_##name##_start(                                   \
        long start, long end, long step with_chunk, long *first, long *last) \
    {                                                                        \
        loop_begin((uint64_t)start, (uint64_t)step,                          \
                   work_count(start, end, step), schedule, ordered, CALLER); \
        return loop_next(first, last, CALLER);                               \
    }                                                                        \
    bool explore_GOMP_loop_ull_##name##_start(bool up, ull start, ull end,   \
                                              ull step with_chunk_ull,       \
                                              ull *first, ull *last)         \
    {                                                                        \
        loop_begin(start, step, work_count_ull(up, start, end, step),        \
                   schedule, ordered, CALLER);                               \
        return loop_next_ull(first, last, CALLER);                           \
    }                                                                        \
    bool explore_GOMP_loop_##name##_next(long *first, long *last)            \
    {                                                                        \
        return loop_next(first, last, CALLER);                               \
    }                                                                        \
    bool explore_GOMP_loop_ull_##name##_next(ull *first, ull *last)          \
    {                                                                        \
        return loop_next_ull(first, last, CALLER);                           \
    }

#define LOOP_PARALLEL(name, with_chunk, schedule)                       \
    void explore_GOMP_parallel_loop_##name(                             \
        void (*body)(void *), void *data, unsigned threads, long start, \
        long end, long step with_chunk, unsigned flags)                 \
    {                                                                   \
        struct work *work = work_new(CALLER);                           \
        (void)flags;                                                    \
        work_set_loop(work, (uint64_t)start, (uint64_t)step,            \
                      work_count(start, end, step), schedule);          \
        team_run(body, data, threads, work, CALLER);                    \
    }

#define COMMA ,
#define CHUNK COMMA long chunk
#define CHUNK_ULL COMMA ull chunk

#define LOOP_KIND(name, kind)                                        \
    LOOP_START(name, CHUNK, CHUNK_ULL, SCHEDULE(kind, chunk), false) \
    LOOP_PARALLEL(name, CHUNK, SCHEDULE(kind, chunk))
#define LOOP_OPEN(name)                  \
    LOOP_START(name, , , RUNTIME, false) \
    LOOP_PARALLEL(name, , RUNTIME)

LOOP_KIND(static, LOOP_STATIC)
LOOP_KIND(dynamic, LOOP_DYNAMIC)
LOOP_KIND(guided, LOOP_GUIDED)
LOOP_KIND(nonmonotonic_dynamic, LOOP_DYNAMIC)
LOOP_KIND(nonmonotonic_guided, LOOP_GUIDED)
LOOP_OPEN(runtime)
LOOP_OPEN(nonmonotonic_runtime)
LOOP_OPEN(maybe_nonmonotonic_runtime)
LOOP_START(ordered_static, CHUNK, CHUNK_ULL, SCHEDULE(LOOP_STATIC, chunk), true)
LOOP_START(ordered_dynamic, CHUNK, CHUNK_ULL, SCHEDULE(LOOP_DYNAMIC, chunk),
           true)
LOOP_START(ordered_guided, CHUNK, CHUNK_ULL, SCHEDULE(LOOP_GUIDED, chunk), true)
LOOP_START(ordered_runtime, , , RUNTIME, true)

void explore_GOMP_loop_end(void)
{
    work_end(CALLER);
    team_barrier(CALLER);
}

void explore_GOMP_loop_end_nowait(void)
{
    work_end(CALLER);
}

bool explore_GOMP_loop_end_cancel(void)
{
    explore_GOMP_loop_end();
    return false;
}

void explore_GOMP_ordered_start(void)
{
    work_ordered_begin(CALLER);
}

void explore_GOMP_ordered_end(void)
{
    work_ordered_end(CALLER);
}

/* ---- doacross: only the outermost loop is shared ---- */

#define DOACROSS_START(name, type, suffix, with_chunk, schedule)            \
    bool explore_GOMP_loop_##suffix##doacross_##name##_start(               \
        unsigned loops, type *counts with_chunk, type *first, type *last)   \
    {                                                                       \
        if (loop_begin(0, 1, (uint64_t)counts[0], schedule, false, CALLER)) \
            doacross_set(work_present(), loops, (const uint64_t *)counts);  \
        return work_next((uint64_t *)first, (uint64_t *)last, CALLER);      \
    }

#define DOACROSS_KIND(name, kind)                              \
    DOACROSS_START(name, long, , CHUNK, SCHEDULE(kind, chunk)) \
    DOACROSS_START(name, ull, ull_, CHUNK_ULL, SCHEDULE(kind, chunk))

DOACROSS_KIND(static, LOOP_STATIC)
DOACROSS_KIND(dynamic, LOOP_DYNAMIC)
DOACROSS_KIND(guided, LOOP_GUIDED)
DOACROSS_START(runtime, long, , , RUNTIME)
DOACROSS_START(runtime, ull, ull_, , RUNTIME)

void explore_GOMP_doacross_post(const uint64_t *at)
{
    doacross_post(at, CALLER);
}

void explore_GOMP_doacross_ull_post(const uint64_t *at)
{
    doacross_post(at, CALLER);
}

#define DOACROSS_WAIT(name, type)                        \
    void explore_GOMP_##name(type first, ...)            \
    {                                                    \
        uint64_t at[DOACROSS_LOOPS] = {(uint64_t)first}; \
        unsigned loops = doacross_loops();               \
        va_list rest;                                    \
        va_start(rest, first);                           \
        for (unsigned i = 1; i < loops; i++)             \
            at[i] = (uint64_t)va_arg(rest, type);        \
        va_end(rest);                                    \
        doacross_wait(at, CALLER);                       \
    }

DOACROSS_WAIT(doacross_wait, long)
DOACROSS_WAIT(doacross_ull_wait, ull)

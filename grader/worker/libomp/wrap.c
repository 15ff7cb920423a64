/*
 * wrap.c - what stands between the learner's code and libomp.
 *
 * clang turns each directive of OpenMP into calls of __kmpc_*, which wrap.ld
 * leads here; the books (grader/worker/openmp) are those of libgomp's wrappers.
 * OMPT, libomp's own interface for tools, would not do: in LLVM 14 it does not
 * tell when a thread of a dynamic loop gets its next chunk (README.md has what
 * was measured).  Loops and sections
 * that are shared out beforehand need no wrapper: who got what is no accident.
 * What is not wrapped (taskloop, doacross loops, nested locks, tasks with
 * if(0)) is charged to the thread that ran it.
 */
#include <omp.h>
#include <stdarg.h>
#include <stdlib.h>

#include "openmp/openmp.h"

/* Both names of a function that is wrapped: wrapped(type, f, parameters)
 * declares them and begins the definition of the wrapper. */
#define WRAPPED(type, name, ...)     \
    type __real_##name(__VA_ARGS__); \
    type __wrap_##name(__VA_ARGS__); \
    type __wrap_##name(__VA_ARGS__)

#define LIST(...) __VA_ARGS__

int32_t __kmpc_global_thread_num(void *where);

/* --- teams --------------------------------------------------------------- */

/* The body of a team, with pointers to what it shares. */
enum { SHARED_MAX = 16 };
typedef void microtask(int32_t *thread, int32_t *bound, ...);

struct fork {
    microtask *body;
    void *shared[SHARED_MAX];
};

/* Pointers that the body does not take do no harm. */
static void run_fork(void *data)
{
    const struct fork *f = data;
    void *const *s = f->shared;
    int32_t thread = __kmpc_global_thread_num(NULL), bound = 0;
    f->body(&thread, &bound, s[0], s[1], s[2], s[3], s[4], s[5], s[6], s[7],
            s[8], s[9], s[10], s[11], s[12], s[13], s[14], s[15]);
}

static void run_member(int32_t *thread, int32_t *bound, void *team)
{
    (void)thread;
    (void)bound;
    team_body(team);
}

void __real___kmpc_fork_call(void *where, int32_t n, microtask *body, ...);
void __wrap___kmpc_fork_call(void *where, int32_t n, microtask *body, ...);

void __wrap___kmpc_fork_call(void *where, int32_t n, microtask *body, ...)
{
    struct fork f = {.body = body};
    struct team team;
    va_list rest;
    if (n > SHARED_MAX)
        abort();
    va_start(rest, body);
    for (int32_t i = 0; i < n; i++)
        f.shared[i] = va_arg(rest, void *);
    va_end(rest);
    if (model_active()) {
        team_begin(&team, run_fork, &f, false);
        __real___kmpc_fork_call(where, 1, (microtask *)run_member, &team);
        team_end(&team);
        return;
    }
    void *const *s = f.shared;
    __real___kmpc_fork_call(where, n, body, s[0], s[1], s[2], s[3], s[4], s[5],
                            s[6], s[7], s[8], s[9], s[10], s[11], s[12], s[13],
                            s[14], s[15]);
}

WRAPPED(void, __kmpc_barrier, void *where, int32_t thread)
{
    bool counts = team_counts();
    if (counts)
        team_arrive();
    __real___kmpc_barrier(where, thread);
    if (counts)
        team_leave();
}

/* Every member comes here after the one that has something for all others. */
WRAPPED(void, __kmpc_copyprivate, void *where, int32_t thread, size_t bytes,
        void *data, void (*copy)(void *, void *), int32_t mine)
{
    bool counts = team_counts();
    if (counts)
        team_arrive();
    __real___kmpc_copyprivate(where, thread, bytes, data, copy, mine);
    if (counts)
        team_leave();
}

/* --- loops --------------------------------------------------------------- */

/* As in libomp, without what may be added to them. */
enum { DYNAMIC = 35, GUIDED = 36, RUNTIME = 37, ORDERED = 32, ADDED = 3 << 29 };

static bool is_dealt(int32_t schedule)
{
    omp_sched_t kind;
    int chunk;
    schedule &= ~ADDED;
    schedule -= schedule >= DYNAMIC + ORDERED ? ORDERED : 0;
    if (schedule != RUNTIME)
        return schedule == DYNAMIC || schedule == GUIDED;
    omp_get_schedule(&kind, &chunk);
    kind &= ~omp_sched_monotonic;
    return kind == omp_sched_dynamic || kind == omp_sched_guided;
}

#define LOOP(name, type, step)                                                \
    WRAPPED(void, __kmpc_dispatch_init_##name, void *where, int32_t thread,   \
            int32_t schedule, type first, type last, step by, step chunk)     \
    {                                                                         \
        if (team_counts() && is_dealt(schedule))                              \
            loop_enter(false);                                                \
        __real___kmpc_dispatch_init_##name(where, thread, schedule, first,    \
                                           last, by, chunk);                  \
    }                                                                         \
    WRAPPED(int, __kmpc_dispatch_next_##name, void *where, int32_t thread,    \
            int32_t *is_last, type *first, type *last, step *by)              \
    {                                                                         \
        if (team_counts())                                                    \
            loop_chunk();                                                     \
        int more = __real___kmpc_dispatch_next_##name(where, thread, is_last, \
                                                      first, last, by);       \
        if (team_counts() && !more)                                           \
            loop_leave();                                                     \
        return more;                                                          \
    }

LOOP(4, int32_t, int32_t)
LOOP(4u, uint32_t, int32_t)
LOOP(8, int64_t, int64_t)
LOOP(8u, uint64_t, int64_t)

/* --- locks --------------------------------------------------------------- */

/* A pair of functions around what one thread at a time may do. */
#define LOCK(begin, begins, begin_arguments, end, ends, end_arguments, key) \
    WRAPPED(void, begin, LIST begins)                                       \
    {                                                                       \
        __real_##begin begin_arguments;                                     \
        if (team_counts())                                                  \
            model_locked(key);                                              \
    }                                                                       \
    WRAPPED(void, end, LIST ends)                                           \
    {                                                                       \
        if (team_counts())                                                  \
            model_unlocking(key);                                           \
        __real_##end end_arguments;                                         \
    }

static const char ordered; /* only its address counts */

LOCK(__kmpc_critical, (void *where, int32_t thread, void *name),
     (where, thread, name), __kmpc_end_critical,
     (void *where, int32_t thread, void *name), (where, thread, name), name)
LOCK(__kmpc_ordered, (void *where, int32_t thread), (where, thread),
     __kmpc_end_ordered, (void *where, int32_t thread), (where, thread),
     &ordered)
LOCK(omp_set_lock, (omp_lock_t * lock), (lock), omp_unset_lock,
     (omp_lock_t * lock), (lock), lock)

WRAPPED(int, omp_test_lock, omp_lock_t *lock)
{
    int taken = __real_omp_test_lock(lock);
    if (taken && team_counts())
        model_locked(lock);
    return taken;
}

/* --- tasks --------------------------------------------------------------- */

/* As in libomp: the part of a task that all share. */
typedef int32_t routine(int32_t thread, void *task);

struct kmp_task {
    void **shared;
    routine *entry;
};

enum { TASK_FINAL = 2 };
enum { DEPENDS_IN = 1 };

struct kmp_depend {
    intptr_t address;
    size_t bytes;
    uint8_t flags;
};

/* Lies before the pointers that a task shares with its creator. */
struct head {
    struct task *record; /* NULL: there are no books of it */
    routine *entry;
    bool final;
};
enum { HEAD = 32 }; /* bytes: what follows stays aligned */
_Static_assert(sizeof(struct head) <= HEAD, "the head has room");

static struct head *head_of(struct kmp_task *task)
{
    return (struct head *)((char *)task->shared - HEAD);
}

struct call {
    routine *entry;
    void *task;
};

static void run_call(void *data)
{
    const struct call *c = data;
    c->entry(__kmpc_global_thread_num(NULL), c->task);
}

/* What libomp calls. */
static int32_t run_task(int32_t thread, void *task)
{
    struct head *head = head_of(task);
    struct task *record = head->record;
    if (record == NULL)
        return head->entry(thread, task);
    task_run(&record);
    return 0;
}

WRAPPED(void *, __kmpc_omp_task_alloc, void *where, int32_t thread,
        int32_t flags, size_t bytes, size_t shared, routine *entry)
{
    if (!team_counts())
        return __real___kmpc_omp_task_alloc(where, thread, flags, bytes, shared,
                                            entry);
    struct kmp_task *task = __real___kmpc_omp_task_alloc(
        where, thread, flags, bytes, shared + HEAD, run_task);
    task->shared = (void **)((char *)task->shared + HEAD);
    *head_of(task) = (struct head){NULL, entry, flags & TASK_FINAL};
    return task;
}

/* The books of a task that is about to be created; `depend` as in libgomp. */
static struct task *note(struct kmp_task *task, void **depend)
{
    struct head *head = head_of(task);
    struct call call = {head->entry, task};
    head->record = task_new(run_call, &call, NULL, sizeof call,
                            _Alignof(struct call), head->final, depend);
    return head->record;
}

static bool has_head(const struct kmp_task *task)
{
    return team_counts() && task->entry == run_task;
}

WRAPPED(int32_t, __kmpc_omp_task, void *where, int32_t thread,
        struct kmp_task *task)
{
    if (!has_head(task))
        return __real___kmpc_omp_task(where, thread, task);
    bool at_once = task_is_final();
    struct task *record = note(task, NULL);
    int32_t result = __real___kmpc_omp_task(where, thread, task);
    task_created(record, at_once);
    return result;
}

/* libgomp's list: how many addresses, how many of them are written to, and
 * these come first. */
static void **depend_list(const struct kmp_depend *depend, int32_t n)
{
    void **list = malloc(((size_t)n + 2) * sizeof *list);
    size_t outs = 0, place = 2;
    if (list == NULL)
        abort();
    for (int written = 1; written >= 0; written--)
        for (int32_t i = 0; i < n; i++)
            if ((depend[i].flags != DEPENDS_IN) == written) {
                list[place++] = (void *)depend[i].address;
                outs += (size_t)written;
            }
    list[0] = (void *)(uintptr_t)n;
    list[1] = (void *)outs;
    return list;
}

WRAPPED(int32_t, __kmpc_omp_task_with_deps, void *where, int32_t thread,
        struct kmp_task *task, int32_t n, struct kmp_depend *depend,
        int32_t nothers, void *others)
{
    if (!has_head(task))
        return __real___kmpc_omp_task_with_deps(where, thread, task, n, depend,
                                                nothers, others);
    bool at_once = task_is_final();
    void **list = depend_list(depend, n);
    struct task *record = note(task, list);
    int32_t result = __real___kmpc_omp_task_with_deps(where, thread, task, n,
                                                      depend, nothers, others);
    task_created(record, at_once);
    free(list);
    return result;
}

WRAPPED(int32_t, __kmpc_omp_taskwait, void *where, int32_t thread)
{
    int32_t result = __real___kmpc_omp_taskwait(where, thread);
    if (team_counts())
        task_waited();
    return result;
}

WRAPPED(void, __kmpc_taskgroup, void *where, int32_t thread)
{
    __real___kmpc_taskgroup(where, thread);
    if (team_counts())
        task_group_begin();
}

WRAPPED(void, __kmpc_end_taskgroup, void *where, int32_t thread)
{
    __real___kmpc_end_taskgroup(where, thread);
    if (team_counts())
        task_group_end();
}

/* What gcc calls for OpenMP tasks. */
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "omp_task.h"
#include "omp_team.h"
#include "omp_work.h"
#include "run.h"
#include "state.h"

typedef unsigned long long ull;

enum { TASK_FINAL = 1 << 1, TASK_DEPEND = 1 << 3, TASK_DETACH = 1 << 13 };

void explore_GOMP_task(void (*function)(void *), void *data,
                       void (*copy)(void *, void *), long size, long align,
                       bool deferred, unsigned flags, void **depend,
                       int priority, void *detach)
{
    struct task_order order = {
        .function = function,
        .data = data,
        .copy = copy,
        .size = (size_t)size,
        .align = (size_t)align,
        .deferred = deferred,
        .final = flags & TASK_FINAL,
        .depend = flags & TASK_DEPEND ? depend : NULL,
    };
    (void)priority;
    (void)detach;
    if (flags & TASK_DETACH)
        run_refuse(CALLER, "it detaches a task");
    task_create(&order, CALLER);
}

void explore_GOMP_taskwait(void)
{
    task_wait_children(CALLER);
}

void explore_GOMP_taskwait_depend(void **depend)
{
    task_wait_depend(depend, CALLER);
}

void explore_GOMP_taskyield(void)
{
    task_yield(CALLER);
}

void explore_GOMP_taskgroup_start(void)
{
    task_group_begin();
}

void explore_GOMP_taskgroup_end(void)
{
    task_group_end(CALLER);
}

/* ---- taskloop: the copied data begins with the bounds of the part ---- */

enum {
    LOOP_UP = 1 << 8,
    LOOP_GRAINSIZE = 1 << 9,
    LOOP_IF = 1 << 10,
    LOOP_NOGROUP = 1 << 11,
    LOOP_REDUCTION = 1 << 12,
    LOOP_STRICT = 1 << 14
};

/* Number of tasks for `count` iterations; without a clause, two a thread. */
static uint64_t taskloop_tasks(uint64_t count, unsigned flags, uint64_t number)
{
    uint64_t tasks = number ? number : 2 * team_task()->team->size;
    if (flags & LOOP_GRAINSIZE)
        tasks = flags & LOOP_STRICT ? (count + number - 1) / number
                                    : count / number;
    if (tasks > count)
        tasks = count;
    return tasks ? tasks : 1;
}

void explore_GOMP_taskgroup_reduction_register(uintptr_t *array);

struct taskloop {
    struct task_order order;
    uint64_t start, step, count;
    unsigned flags;
    uint64_t number; /* of the clause, 0: none */
};

static void taskloop_run(const struct taskloop *loop, uintptr_t pc)
{
    uint64_t tasks = taskloop_tasks(loop->count, loop->flags, loop->number);
    uint64_t least = loop->count / tasks, more = loop->count % tasks;
    uint64_t from = loop->start;
    for (uint64_t i = 0; i < tasks; i++) {
        struct task *task = task_prepare(&loop->order);
        uint64_t bounds[] = {from, from + (least + (i < more)) * loop->step};
        if (loop->flags & LOOP_STRICT && loop->flags & LOOP_GRAINSIZE) {
            uint64_t left = loop->count - i * loop->number;
            bounds[1] =
                from + (left < loop->number ? left : loop->number) * loop->step;
        }
        memcpy(task->data, bounds, sizeof bounds);
        from = bounds[1];
        task_submit(task, loop->order.deferred, pc);
    }
}

static void taskloop_begin(const struct taskloop *loop, uintptr_t pc)
{
    bool group = !(loop->flags & LOOP_NOGROUP);
    if (group)
        task_group_begin();
    if (loop->flags & LOOP_REDUCTION)
        explore_GOMP_taskgroup_reduction_register(
            ((uintptr_t **)loop->order.data)[2]);
    if (loop->count)
        taskloop_run(loop, pc);
    if (group)
        task_group_end(pc);
}

static struct task_order taskloop_order(void (*function)(void *), void *data,
                                        void (*copy)(void *, void *), long size,
                                        long align, unsigned flags)
{
    return (struct task_order){
        .function = function,
        .data = data,
        .copy = copy,
        .size = (size_t)size,
        .align = (size_t)align,
        .deferred = flags & LOOP_IF,
        .final = flags & TASK_FINAL,
    };
}

void explore_GOMP_taskloop(void (*function)(void *), void *data,
                           void (*copy)(void *, void *), long size, long align,
                           unsigned flags, unsigned long number, int priority,
                           long start, long end, long step)
{
    struct taskloop loop = {
        .order = taskloop_order(function, data, copy, size, align, flags),
        .start = (uint64_t)start,
        .step = (uint64_t)step,
        .flags = flags,
        .number = number,
    };
    (void)priority;
    loop.count = work_count(start, end, step);
    taskloop_begin(&loop, CALLER);
}

void explore_GOMP_taskloop_ull(void (*function)(void *), void *data,
                               void (*copy)(void *, void *), long size,
                               long align, unsigned flags, unsigned long number,
                               int priority, ull start, ull end, ull step)
{
    struct taskloop loop = {
        .order = taskloop_order(function, data, copy, size, align, flags),
        .start = start,
        .step = step,
        .flags = flags,
        .number = number,
    };
    (void)priority;
    loop.count = work_count_ull(flags & LOOP_UP, start, end, step);
    taskloop_begin(&loop, CALLER);
}

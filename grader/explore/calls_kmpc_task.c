/*
 * What clang calls for OpenMP tasks. The caller fills in the memory that it
 * gets, whose first word points to the part with the shared variables.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "omp_depend.h"
#include "omp_task.h"
#include "omp_team.h"
#include "region.h"
#include "scheduler.h"
#include "state.h"

#define TASK_FINAL 2

typedef int kmpc_entry(int thread, void *memory);

/* Stands before the memory of a task. */
struct kmpc_task {
    kmpc_entry *entry;
    size_t size;   /* of the memory, without the shared part */
    size_t shared; /* bytes of that */
    unsigned flags;
    _Alignas(16) char memory[];
};

static struct kmpc_task *kmpc_task(void *memory)
{
    return (struct kmpc_task *)((char *)memory -
                                offsetof(struct kmpc_task, memory));
}

static struct kmpc_task *kmpc_new(const struct kmpc_task *like)
{
    size_t size = (like->size + 15) & ~(size_t)15;
    struct kmpc_task *task =
        region_alloc(sizeof *task + size + like->shared + 16);
    *task = *like;
    *(void **)task->memory = task->memory + size;
    return task;
}

void *explore___kmpc_omp_task_alloc(void *place, int thread, int flags,
                                    size_t size, size_t shared,
                                    kmpc_entry *entry)
{
    struct kmpc_task like = {entry, size < 40 ? 40 : size, shared,
                             (unsigned)flags};
    (void)place;
    (void)thread;
    return kmpc_new(&like)->memory;
}

static void kmpc_run(void *memory)
{
    kmpc_task(memory)->entry((int)scheduler_current()->id, memory);
}

static struct task *kmpc_prepare(void *memory)
{
    struct task *task = task_prepare(&(struct task_order){
        .function = kmpc_run,
        .final = kmpc_task(memory)->flags & TASK_FINAL,
    });
    task->data = memory;
    return task;
}

/* ---- dependences ---- */

struct kmpc_depend {
    void *address;
    size_t length;
    uint8_t flags;
};

static void kmpc_depend(struct task *task, int count,
                        const struct kmpc_depend *list, bool lasting)
{
    enum { IN = 1, EXCLUSIVE = 4 };
    for (int i = 0; i < count; i++)
        depend_on(task, list[i].address,
                  list[i].flags == IN          ? DEPEND_IN
                  : list[i].flags == EXCLUSIVE ? DEPEND_EXCLUSIVE
                                               : DEPEND_OUT,
                  lasting);
}

int explore___kmpc_omp_task_with_deps(void *place, int thread, void *memory,
                                      int count, const struct kmpc_depend *list,
                                      int others,
                                      const struct kmpc_depend *other_list)
{
    (void)place;
    (void)thread;
    scheduler_point(CALLER);
    struct task *task = kmpc_prepare(memory);
    kmpc_depend(task, count, list, true);
    kmpc_depend(task, others, other_list, true);
    task_submit(task, true, CALLER);
    return 0;
}

void explore___kmpc_omp_wait_deps(void *place, int thread, int count,
                                  const struct kmpc_depend *list, int others,
                                  const struct kmpc_depend *other_list)
{
    struct task *nothing = task_nothing();
    (void)place;
    (void)thread;
    scheduler_point(CALLER);
    kmpc_depend(nothing, count, list, false);
    kmpc_depend(nothing, others, other_list, false);
    task_wait_for(nothing, CALLER);
}

/* ---- tasks ---- */

int explore___kmpc_omp_task(void *place, int thread, void *memory)
{
    (void)place;
    (void)thread;
    scheduler_point(CALLER);
    task_submit(kmpc_prepare(memory), true, CALLER);
    return 0;
}

/* An undeferred task: its code follows between these two. */
void explore___kmpc_omp_task_begin_if0(void *place, int thread, void *memory)
{
    (void)place;
    (void)thread;
    task_begin_here(kmpc_prepare(memory));
}

void explore___kmpc_omp_task_complete_if0(void)
{
    task_end_here();
}

int explore___kmpc_omp_taskwait(void)
{
    task_wait_children(CALLER);
    return 0;
}

int explore___kmpc_omp_taskyield(void)
{
    task_yield(CALLER);
    return 0;
}

void explore___kmpc_taskgroup(void)
{
    task_group_begin();
}

void explore___kmpc_end_taskgroup(void)
{
    task_group_end(CALLER);
}

/* ---- taskloop: copies of one task, each with bounds of its own ---- */

struct kmpc_taskloop {
    void *memory;
    uint64_t *low, *high; /* inside the memory; inclusive */
    uint64_t step;
    uint64_t count, tasks;
    void (*copy)(void *to, void *from, int last);
};

static void *kmpc_part_of(const struct kmpc_taskloop *loop, uint64_t number)
{
    struct kmpc_task *old = kmpc_task(loop->memory), *new = kmpc_new(old);
    void *shared = *(void **)new->memory;
    uint64_t least = loop->count / loop->tasks,
             more = loop->count % loop->tasks;
    uint64_t first = number * least + (number < more ? number : more);
    uint64_t size = least + (number < more), low = *loop->low;
    memcpy(new->memory, old->memory, old->size);
    *(void **)new->memory = shared;
    memcpy(shared, *(void **)old->memory, old->shared);
    *(uint64_t *)(new->memory + ((char *)loop->low - old->memory)) =
        low + first * loop->step;
    *(uint64_t *)(new->memory + ((char *)loop->high - old->memory)) =
        low + (first + size - 1) * loop->step;
    if (loop->copy)
        loop->copy(new->memory, old->memory, number + 1 == loop->tasks);
    return new->memory;
}

void explore___kmpc_taskloop(void *place, int thread, void *memory, int wanted,
                             uint64_t *low, uint64_t *high, int64_t step,
                             int no_group, int kind, uint64_t number,
                             void *copy)
{
    enum { GRAINSIZE = 1, NUM_TASKS = 2 };
    struct kmpc_taskloop loop = {memory,
                                 low,
                                 high,
                                 (uint64_t)step,
                                 0,
                                 2 * team_task()->team->size,
                                 (void (*)(void *, void *, int))copy};
    (void)place;
    (void)thread;
    if (step > 0 ? (int64_t)*low <= (int64_t)*high
                 : (int64_t)*low >= (int64_t)*high)
        loop.count = step > 0 ? (*high - *low) / loop.step + 1
                              : (*low - *high) / -loop.step + 1;
    if (kind == GRAINSIZE)
        loop.tasks = loop.count / number;
    else if (kind == NUM_TASKS)
        loop.tasks = number;
    if (loop.tasks > loop.count)
        loop.tasks = loop.count;
    if (!loop.tasks)
        loop.tasks = 1;
    if (!no_group)
        task_group_begin();
    for (uint64_t i = 0; loop.count && i < loop.tasks; i++)
        task_submit(kmpc_prepare(kmpc_part_of(&loop, i)), wanted, CALLER);
    if (!no_group)
        task_group_end(CALLER);
}

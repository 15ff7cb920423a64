/*
 * What gcc calls for reductions in which tasks take part.
 *
 * For each construct with such reductions gcc makes an array of words:
 *
 *     [0] variables   [1] bytes that one thread needs for all of them
 *     [2] memory: room for every thread, zeroed; filled in here
 *     [4] array of the construct around it   [5] not 0 once it is entered here
 *     [6] end of the memory   [7 + 3 i] address of variable i, and in the next
 *     word its offset in the room of a thread
 *
 * A task finds the copies of the thread that it runs on through the task
 * groups around it. These copies are shared by the tasks of one thread, which
 * do not run at the same time, so accesses to them cannot race.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "omp_task.h"
#include "omp_team.h"
#include "omp_work.h"
#include "region.h"
#include "run.h"
#include "state.h"

enum { COUNT, SIZE, MEMORY, OUTER = 4, ENTERED, END, VARIABLES };

#define LOOP_KIND_MASK 7

static void reduction_enter(uintptr_t *array, unsigned threads)
{
    struct task_group *group = team_task()->group;
    size_t size = array[SIZE] * threads;
    array[MEMORY] = (uintptr_t)region_alloc_unshared(size);
    array[END] = array[MEMORY] + size;
    array[OUTER] = (uintptr_t)group->reductions;
    array[ENTERED] = 1;
    group->reductions = array;
}

void explore_GOMP_taskgroup_reduction_register(uintptr_t *array)
{
    reduction_enter(array, team_task()->team->size);
}

void explore_GOMP_taskgroup_reduction_unregister(uintptr_t *array)
{
    (void)array;
}

/* The arrays around a task, from the inside out. */
static const uintptr_t *reduction_next(struct task_group **group,
                                       const uintptr_t *array)
{
    if (array && array[OUTER])
        return (const uintptr_t *)array[OUTER];
    for (; *group; *group = (*group)->outer)
        if ((*group)->reductions &&
            (!array || (*group)->reductions != (uintptr_t *)array)) {
            array = (*group)->reductions;
            *group = (*group)->outer;
            return array;
        }
    return NULL;
}

/* Offset of an address, the variable's own or that of a copy, or -1. */
static ptrdiff_t reduction_offset(const uintptr_t *array, uintptr_t address)
{
    if (address - array[MEMORY] < array[END] - array[MEMORY])
        return (ptrdiff_t)((address - array[MEMORY]) % array[SIZE]);
    for (uintptr_t i = 0; i < array[COUNT]; i++)
        if (array[VARIABLES + 3 * i] == address)
            return (ptrdiff_t)array[VARIABLES + 3 * i + 1];
    return -1;
}

static uintptr_t reduction_original(const uintptr_t *array, ptrdiff_t offset)
{
    for (uintptr_t i = 0; i < array[COUNT]; i++)
        if ((ptrdiff_t)array[VARIABLES + 3 * i + 1] == offset)
            return array[VARIABLES + 3 * i];
    return 0;
}

/* Turns addresses into those of the running thread's copies. */
void explore_GOMP_task_reduction_remap(size_t count, size_t originals,
                                       uintptr_t *addresses)
{
    unsigned me = team_member()->number;
    for (size_t i = 0; i < count; i++) {
        struct task_group *group = team_task()->group;
        const uintptr_t *array = NULL;
        ptrdiff_t offset = -1;
        while (offset < 0 && (array = reduction_next(&group, array)))
            offset = reduction_offset(array, addresses[i]);
        if (offset < 0)
            run_refuse(CALLER, "it has an in_reduction without its reduction");
        if (i < originals)
            addresses[count + i] = reduction_original(array, offset);
        addresses[i] = array[MEMORY] + me * array[SIZE] + (uintptr_t)offset;
    }
}

/* ---- a parallel region, each thread of which is a group of tasks ---- */

struct reduction_region {
    void (*body)(void *);
    void *data;
    uintptr_t *array;
};

static void reduction_body(void *argument)
{
    const struct reduction_region *region = argument;
    task_group_begin();
    team_task()->group->reductions = region->array;
    region->body(region->data);
    task_group_end(CALLER);
}

unsigned explore_GOMP_parallel_reductions(void (*body)(void *), void *data,
                                          unsigned threads, unsigned flags)
{
    struct reduction_region region = {body, data, *(uintptr_t **)data};
    unsigned size = settings_team_size(threads, CALLER);
    (void)flags;
    task_group_begin();
    reduction_enter(region.array, size);
    team_run(reduction_body, &region, size, NULL, CALLER);
    task_group_end(CALLER);
    return size;
}

/* ---- work-sharing constructs with reductions, or memory of their own ---- */

/* The first thread makes what the others use as well. */
static bool reduction_begin(uintptr_t *array, void **memory, uintptr_t pc)
{
    struct work *work;
    bool first = work_begin(&work, pc);
    if (first && memory)
        work->copy = region_alloc_unshared((size_t)*memory);
    if (memory)
        *memory = work->copy;
    if (!array)
        return first;
    task_group_begin();
    if (first) {
        reduction_enter(array, team_task()->team->size);
        work->reductions = array;
    } else {
        array[MEMORY] = work->reductions[MEMORY];
        array[END] = work->reductions[END];
        array[OUTER] = 0;
        array[ENTERED] = 1;
        team_task()->group->reductions = array;
    }
    return first;
}

void explore_GOMP_workshare_task_reduction_unregister(bool cancelled)
{
    task_group_end(CALLER);
    if (!cancelled)
        team_barrier(CALLER);
}

void explore_GOMP_scope_start(uintptr_t *reductions)
{
    reduction_begin(reductions, NULL, CALLER);
}

unsigned explore_GOMP_sections2_start(unsigned count, uintptr_t *reductions,
                                      void **memory)
{
    uint64_t first, end;
    if (reduction_begin(reductions, memory, CALLER))
        work_set_loop(work_present(), 1, 1, count,
                      (struct loop_schedule){LOOP_DYNAMIC, 1});
    return work_next(&first, &end, CALLER) ? (unsigned)first : 0;
}

struct reduction_loop {
    uint64_t start, step, count, chunk;
    long kind;
    bool ordered;
};

static bool reduction_loop(const struct reduction_loop *loop, uint64_t *first,
                           uint64_t *end, uintptr_t *reductions, void **memory,
                           uintptr_t pc)
{
    if (reduction_begin(reductions, memory, pc)) {
        work_set_loop(
            work_present(), loop->start, loop->step, loop->count,
            (struct loop_schedule){
                (enum loop_kind)(loop->kind & LOOP_KIND_MASK), loop->chunk});
        work_present()->ordered = loop->ordered;
    }
    return !first || work_next(first, end, pc);
}

#define REDUCTION_LOOP(name, is_ordered)                                      \
    bool explore_GOMP_loop_##name(long start, long end, long step, long kind, \
                                  long chunk, long *first, long *last,        \
                                  uintptr_t *reductions, void **memory)       \
    {                                                                         \
        return reduction_loop(                                                \
            &(struct reduction_loop){(uint64_t)start, (uint64_t)step,         \
                                     work_count(start, end, step),            \
                                     (uint64_t)chunk, kind, is_ordered},      \
            (uint64_t *)first, (uint64_t *)last, reductions, memory, CALLER); \
    }                                                                         \
    bool explore_GOMP_loop_ull_##name(                                        \
        bool up, uint64_t start, uint64_t end, uint64_t step, long kind,      \
        uint64_t chunk, uint64_t *first, uint64_t *last,                      \
        uintptr_t *reductions, void **memory)                                 \
    {                                                                         \
        return reduction_loop(                                                \
            &(struct reduction_loop){start, step,                             \
                                     work_count_ull(up, start, end, step),    \
                                     chunk, kind, is_ordered},                \
            first, last, reductions, memory, CALLER);                         \
    }

REDUCTION_LOOP(start, false)
REDUCTION_LOOP(ordered_start, true)

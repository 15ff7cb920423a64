#include "omp_task.h"

#include <string.h>

#include "omp_depend.h"
#include "omp_team.h"
#include "region.h"
#include "scheduler.h"
#include "stack.h"
#include "strand.h"
#include "trace.h"

#define SPENT_LOOKED_AT 16 /* strands that a new task may take over */
#define MOST_OFFERED 8     /* ready tasks that a thread chooses among */

void task_link(struct task_link **list, void *item)
{
    struct task_link *link = region_alloc(sizeof *link);
    link->item = item;
    link->next = *list;
    *list = link;
}

void task_pool_init(struct task_pool *pool)
{
    pool->last = &pool->first;
}

/* ---- which task to take ---- */

static bool task_descends(const struct task *task, const struct task *from)
{
    while (task && task != from)
        task = task->parent;
    return task;
}

static bool task_may_run(const struct task *task, const struct task *self,
                         bool at_barrier)
{
    return depend_is_free(task) && (at_barrier || task_descends(task, self));
}

bool task_any(const struct task *self, bool at_barrier)
{
    for (struct task *task = self->team->tasks.first; task; task = task->next)
        if (task_may_run(task, self, at_barrier))
            return true;
    return false;
}

void task_ready(struct task *task)
{
    struct task_pool *pool = &task->team->tasks;
    task->next = NULL;
    *pool->last = task;
    pool->last = &task->next;
}

static void task_take_out(struct task_pool *pool, struct task **link)
{
    struct task *task = *link;
    *link = task->next;
    if (!task->next)
        pool->last = link;
}

/* Takes one of the first few, as the schedule says. */
static struct task *task_take(struct task *self, bool at_barrier, uintptr_t pc)
{
    struct task_pool *pool = &self->team->tasks;
    struct task **offered[MOST_OFFERED];
    unsigned count = 0;
    for (struct task **link = &pool->first; *link && count < MOST_OFFERED;
         link = &(*link)->next)
        if (task_may_run(*link, self, at_barrier))
            offered[count++] = link;
    if (!count)
        return NULL;
    unsigned index = scheduler_waiter(count, pc);
    struct task *task = *offered[index];
    task_take_out(pool, offered[index]);
    return task;
}

/* ---- running ---- */

static void task_finish(struct task *task)
{
    struct thread *self = scheduler_current();
    struct task *parent = task->parent;
    strand_release_store(self->strand, &task->ended);
    task->done = true;
    if (task->strand) {
        struct task_pool *pool = &task->team->tasks;
        vclock_join(&parent->children_ended, &task->ended);
        vclock_join(&pool->ended, &task->ended);
        parent->children--;
        pool->unfinished--;
        task_link(&pool->spent, task->strand);
        if (task->group) {
            vclock_join(&task->group->ended, &task->ended);
            task->group->unfinished--;
        }
    }
    depend_finish(task);
}

/* Runs the task where its creator stands, or as a strand of its own. */
static void task_run(struct task *task, uintptr_t pc)
{
    struct thread *self = scheduler_current();
    struct task *outer = team_task();
    struct strand *outer_strand = self->strand;
    bool outer_private = self->private_tls;
    if (task->strand) {
        trace_call(self, "begins a task", NULL, pc);
        self->strand = task->strand;
        self->strand->thread = self->id;
        self->private_tls = true;
        stack_forget(self->stack, (uintptr_t)__builtin_frame_address(0));
    }
    strand_acquire(self->strand, &task->start);
    depend_take(task);
    task->member = outer->member;
    self->front_end = task;
    task->function(task->data);
    scheduler_point(pc);
    task_finish(task);
    self->front_end = outer;
    self->strand = outer_strand;
    self->private_tls = outer_private;
    if (task->strand) {
        /* its frames are no more; whoever is called next has his there */
        stack_forget(self->stack, (uintptr_t)__builtin_frame_address(0));
        trace_call(self, "ends the task", NULL, pc);
    }
}

bool task_run_one(bool at_barrier, uintptr_t pc)
{
    struct task *task = task_take(team_task(), at_barrier, pc);
    if (task)
        task_run(task, pc);
    return task;
}

/* ---- creation ---- */

static void *task_copy(const struct task_order *order)
{
    size_t align = order->align < 16 ? 16 : order->align;
    uintptr_t room = (uintptr_t)region_alloc(order->size + align);
    void *copy = (void *)((room + align - 1) & ~(uintptr_t)(align - 1));
    if (order->copy)
        order->copy(copy, order->data);
    else if (order->size)
        memcpy(copy, order->data, order->size);
    return copy;
}

struct task *task_prepare(const struct task_order *order)
{
    struct task *parent = team_task();
    struct task *task = region_alloc(sizeof *task);
    task->parent = parent;
    task->team = parent->team;
    task->member = parent->member;
    task->group = parent->group;
    task->final = order->final || parent->final;
    task->function = order->function;
    task->data = task_copy(order);
    if (order->depend)
        depend_enter(task, order->depend, true);
    return task;
}

struct strand *task_strand(struct task_pool *pool)
{
    struct strand *self = scheduler_current()->strand;
    struct task_link **link = &pool->spent;
    for (int i = 0; *link && i < SPENT_LOOKED_AT; i++) {
        struct strand *old = (*link)->item;
        struct strand *strand = strand_take_over(old, self);
        if (strand) {
            *link = (*link)->next;
            return strand;
        }
        link = &(*link)->next;
    }
    return strand_new(self);
}

static bool task_may_start(const struct wait *wait)
{
    const struct task *task = wait->subject;
    return (!task->predecessors && depend_is_free(task)) ||
           task_any(task->parent, false);
}

static void task_wait_to_start(struct task *task, uintptr_t pc)
{
    while (task->predecessors || !depend_is_free(task))
        if (!task_run_one(false, pc))
            team_wait(task_may_start, task, 0, "for the tasks it depends on",
                      pc);
}

void task_submit(struct task *task, bool deferred, uintptr_t pc)
{
    struct thread *self = scheduler_current();
    /* One thread alone runs its tasks where they stand. */
    if (!deferred || task->parent->final || task->team->size == 1) {
        task->waiting = true;
        task_wait_to_start(task, pc);
        task_run(task, pc);
        return;
    }
    trace_call(self, "makes a task", NULL, pc);
    task->strand = task_strand(&task->team->tasks);
    task->parent->children++;
    task->team->tasks.unfinished++;
    if (task->group)
        task->group->unfinished++;
    if (!task->predecessors)
        task_ready(task);
    scheduler_point(pc);
    /* The creator may run it, or another one, at once. */
    if (task_any(task->parent, false) && scheduler_waiter(2, pc))
        task_run_one(false, pc);
}

void task_create(const struct task_order *order, uintptr_t pc)
{
    scheduler_point(pc);
    task_submit(task_prepare(order), order->deferred, pc);
}

/* ---- waiting ---- */

static bool task_has_no_children(const struct wait *wait)
{
    const struct task *task = wait->subject;
    return !task->children || task_any(task, false);
}

void task_wait_children(uintptr_t pc)
{
    struct task *self = team_task();
    scheduler_point(pc);
    while (self->children)
        if (!task_run_one(false, pc))
            team_wait(task_has_no_children, self, 0, "for its tasks to end",
                      pc);
    strand_acquire(scheduler_current()->strand, &self->children_ended);
}

struct task *task_nothing(void)
{
    struct task *self = team_task();
    struct task *nothing = region_alloc(sizeof *nothing);
    nothing->parent = self;
    nothing->team = self->team;
    nothing->waiting = true;
    return nothing;
}

void task_wait_for(struct task *nothing, uintptr_t pc)
{
    task_wait_to_start(nothing, pc);
    strand_acquire(scheduler_current()->strand, &nothing->start);
}

void task_wait_depend(void **depend, uintptr_t pc)
{
    struct task *nothing = task_nothing();
    scheduler_point(pc);
    depend_enter(nothing, depend, false);
    task_wait_for(nothing, pc);
}

void task_begin_here(struct task *task)
{
    task->waiting = true;
    scheduler_current()->front_end = task;
}

void task_end_here(void)
{
    struct task *task = team_task();
    task_finish(task);
    scheduler_current()->front_end = task->parent;
}

void task_yield(uintptr_t pc)
{
    if (!task_any(team_task(), false) || !scheduler_waiter(2, pc) ||
        !task_run_one(false, pc))
        scheduler_yield(pc);
}

void task_group_begin(void)
{
    struct task *self = team_task();
    struct task_group *group = region_alloc(sizeof *group);
    group->outer = self->group;
    self->group = group;
}

static bool task_group_is_done(const struct wait *wait)
{
    const struct task *task = wait->subject;
    return !task->group->unfinished || task_any(task, false);
}

void task_group_end(uintptr_t pc)
{
    struct task *self = team_task();
    struct task_group *group = self->group;
    scheduler_point(pc);
    while (group->unfinished)
        if (!task_run_one(false, pc))
            team_wait(task_group_is_done, self, 0,
                      "for the tasks of its group to end", pc);
    strand_acquire(scheduler_current()->strand, &group->ended);
    self->group = group->outer;
}

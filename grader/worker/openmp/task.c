/* task.c - tasks, what they depend on and who waits for them, see openmp.h */
#include <stdlib.h>
#include <string.h>

#include "openmp.h"

struct group {
    struct meet done;
    struct group *outer;
};

struct task {
    void (*fn)(void *);
    void *data;
    struct clock start; /* where it was created */
    struct meet done, children;
    struct task *parent;
    struct team *team; /* a member may run it after its own part is over */
    struct group *group;
    bool final;
    atomic_uint uses; /* by itself, its creator and its children */
    size_t outs, deps;
    void *dep[]; /* addresses: the first `outs` are written to */
};

/* When the tasks that wrote to an address, and read from it, were done. */
struct address {
    _Atomic(const void *) name;
    struct meet written, read;
};

enum { ADDRESSES = 4096 };
static struct address addresses[ADDRESSES];
static atomic_bool used;

void task_forget(void)
{
    if (atomic_exchange(&used, false))
        memset(addresses, 0, sizeof addresses);
}

/* NULL when the table is full. */
static struct address *address(const void *name)
{
    atomic_store_explicit(&used, true, memory_order_relaxed);
    size_t slot = ((uintptr_t)name * 0x9e3779b97f4a7c15ull) >> 52;
    for (size_t i = 0; i < ADDRESSES; i++, slot = (slot + 1) % ADDRESSES) {
        struct address *a = &addresses[slot];
        const void *seen = a->name;
        if (seen == NULL &&
            atomic_compare_exchange_strong(&a->name, &seen, name))
            return a;
        if (seen == name)
            return a;
    }
    return NULL;
}

/* --- records ------------------------------------------------------------- */

static struct task *new_record(size_t deps)
{
    struct task *task = calloc(1, sizeof *task + deps * sizeof *task->dep);
    if (task == NULL)
        abort();
    return task;
}

struct task *task_implicit(void)
{
    struct task *task = new_record(0);
    task->uses = 1;
    return task;
}

void task_release(struct task *task)
{
    while (task != NULL && atomic_fetch_sub(&task->uses, 1) == 1) {
        struct task *parent = task->parent;
        free(task->data);
        free(task);
        task = parent;
    }
}

/* The learner's arguments, as libgomp would copy them. */
static void *copy_data(void *data, void (*copy)(void *, void *), long size,
                       long align)
{
    size_t to = align < 16 ? 16 : (size_t)align;
    void *mine = aligned_alloc(to, ((size_t)size / to + 1) * to);
    if (mine == NULL)
        abort();
    if (copy != NULL)
        copy(mine, data);
    else if (size > 0)
        memcpy(mine, data, (size_t)size);
    return mine;
}

/* libgomp's list: the number of addresses and how many are written to come
 * first; a list that begins with 0 is of the longer kind, with the numbers of
 * all four kinds of dependence (mutexinoutset counts as written). */
static void copy_depend(struct task *task, void **depend)
{
    bool longer = depend[0] == NULL;
    task->deps = (size_t)(uintptr_t)depend[longer];
    task->outs = (size_t)(uintptr_t)depend[1 + longer];
    if (longer)
        task->outs += (size_t)(uintptr_t)depend[3];
    memcpy(task->dep, depend + (longer ? 5 : 2),
           task->deps * sizeof *task->dep);
}

struct task *task_new(void (*fn)(void *), void *data,
                      void (*copy)(void *, void *), long size, long align,
                      bool final, void **depend)
{
    size_t n = depend == NULL ? 0 : (uintptr_t)depend[depend[0] == NULL];
    struct task *task = new_record(n);
    model_pieces(1);
    task->fn = fn;
    task->data = copy_data(data, copy, size, align);
    task->start = model_lap()->now;
    task->parent = member.task;
    task->team = member.team;
    task->group = member.group;
    task->final = final || task_is_final();
    task->uses = 2;
    atomic_fetch_add(&task->parent->uses, 1);
    if (depend != NULL)
        copy_depend(task, depend);
    return task;
}

bool task_is_final(void)
{
    return member.task->final;
}

/* --- running one --------------------------------------------------------- */

/* When all that it depends on is done, libgomp starts it: so the table knows
 * all of that now, and nothing of what comes later. */
static void wait_for(const struct task *task, struct clock *now)
{
    for (size_t i = 0; i < task->deps; i++) {
        struct address *a = address(task->dep[i]);
        if (a == NULL)
            continue;
        meet_join(now, &a->written);
        if (i < task->outs)
            meet_join(now, &a->read);
    }
}

static void tell(struct task *task, const struct clock *now)
{
    for (size_t i = 0; i < task->deps; i++) {
        struct address *a = address(task->dep[i]);
        if (a != NULL)
            meet_report(i < task->outs ? &a->written : &a->read, now);
    }
    for (struct group *g = task->group; g != NULL; g = g->outer)
        meet_report(&g->done, now);
    meet_report(&task->done, now);
    meet_report(&task->parent->children, now);
    meet_report(&task->team->latest, now);
}

void task_run(void *record)
{
    struct task *task = *(struct task **)record;
    struct member outside = member;
    struct thread *t = model_lap();
    struct clock before = t->now;
    member.team = task->team;
    member.task = task;
    member.group = task->group;
    member.loop = NULL;
    t->now = task->start;
    wait_for(task, &t->now);
    task->fn(task->data);
    tell(task, &model_lap()->now);
    t->now = before;
    member = outside;
    task_release(task);
}

void task_created(struct task *task, bool at_once)
{
    if (at_once)
        meet_join(&model_lap()->now, &task->done);
    task_release(task);
}

/* --- waiting ------------------------------------------------------------- */

void task_waited(void)
{
    meet_join(&model_advance()->now, &member.task->children);
}

void task_group_begin(void)
{
    struct group *group = calloc(1, sizeof *group);
    if (group == NULL)
        abort();
    group->outer = member.group;
    member.group = group;
}

void task_group_end(void)
{
    struct group *group = member.group;
    meet_join(&model_advance()->now, &group->done);
    member.group = group->outer;
    free(group);
}

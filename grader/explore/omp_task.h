/*
 * OpenMP: tasks.
 *
 * How it works. Each explicit task is a strand of its own (strand.h), so two
 * tasks race even when one thread ran both. A task runs as a nested call on
 * the stack of the thread that takes it, to its end; while it waits, the
 * thread takes further tasks, as OpenMP allows it: at a barrier any, elsewhere
 * descendants of the task it is in.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "vclock.h"

struct member;
struct strand;
struct team;
struct wait;

struct task_group {
    struct task_group *outer;
    unsigned unfinished;
    struct vclock ended;
    uintptr_t *reductions; /* see calls_gomp_reduction.c, or NULL */
};

struct task {
    struct task *parent; /* NULL: implicit, of a member of the team */
    struct team *team;
    struct member *member; /* that executes it */
    struct task_group *group;
    struct strand *strand; /* NULL: that of its parent */
    struct vclock start;   /* happens before it, besides its creation */
    struct vclock ended;   /* when it is done: its past */
    struct vclock children_ended;
    unsigned children; /* that are not done */
    bool final;
    bool done;
    bool waiting;          /* undeferred: its parent waits to run it */
    unsigned predecessors; /* not done yet, see omp_depend.h */
    struct task_link *successors;
    struct depend_place *places; /* that its children depend on */
    struct task_link *exclusive; /* places of mutexinoutset */
    void (*function)(void *);
    void *data;
    unsigned pushed;   /* threads of the next region, for clang; 0: not said */
    struct task *next; /* in the list of those that are ready */
};

/* A list of tasks, or of places. */
struct task_link {
    struct task_link *next;
    void *item;
};

void task_link(struct task_link **list, void *item);

/* The tasks of a team. */
struct task_pool {
    struct task *first; /* ready, in the order in which they became so */
    struct task **last;
    unsigned unfinished;
    struct vclock ended;
    struct task_link *spent; /* strands that have ended */
};

void task_pool_init(struct task_pool *pool);

/*
 * A strand that begins with what the running one knows: new, or one of
 * pool->spent, where strands are put when they have ended.
 */
struct strand *task_strand(struct task_pool *pool);

struct task_order {
    void (*function)(void *);
    void *data;
    void (*copy)(void *to, void *from); /* or NULL: copy the bytes */
    size_t size;
    size_t align;
    bool deferred; /* the `if' clause; else the creator runs it at once */
    bool final;
    void **depend; /* as compilers pass them, or NULL */
};

/* Creates a task; some time later it runs. */
void task_create(const struct task_order *order, uintptr_t pc);

/* The same in two steps, for those that touch the copied data. */
struct task *task_prepare(const struct task_order *order);
void task_submit(struct task *task, bool deferred, uintptr_t pc);

/* A task became ready: all that it depends on is done. */
void task_ready(struct task *task);

/* Runs one task that the calling thread may take; false if there is none. */
bool task_run_one(bool at_barrier, uintptr_t pc);

/* Is there a task that this one may take while it waits? */
bool task_any(const struct task *self, bool at_barrier);

/* Waits for the children of the running task. */
void task_wait_children(uintptr_t pc);

/* Waits for what a task with these dependences would have to wait for. */
void task_wait_depend(void **depend, uintptr_t pc);

/* For a task that is not one: depend_on() says what it waits for. */
struct task *task_nothing(void);
void task_wait_for(struct task *nothing, uintptr_t pc);

/* A task whose code is in the caller: its creator runs it at once. */
void task_begin_here(struct task *task);
void task_end_here(void);

void task_yield(uintptr_t pc);

void task_group_begin(void);
void task_group_end(uintptr_t pc);

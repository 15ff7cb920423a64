/*
 * OpenMP: which sibling tasks must be done before a task may run.
 *
 * A depend clause names places in memory. For each place the last tasks are
 * kept that write it, that share it exclusively (mutexinoutset) or that only
 * read it; a new task waits for those that its own kind conflicts with.
 */
#pragma once

#include <stdbool.h>

struct task;

/*
 * Enters the dependences of a task, in the form in which gcc passes them (see
 * the .c file). `lasting` is false for taskwait, which only waits.
 */
void depend_enter(struct task *task, void **depend, bool lasting);

/* One place; `kind` as below. */
enum depend_kind { DEPEND_IN, DEPEND_OUT, DEPEND_EXCLUSIVE };
void depend_on(struct task *task, void *address, enum depend_kind kind,
               bool lasting);

/* May the task have its exclusive places now? */
bool depend_is_free(const struct task *task);

/* Takes the exclusive places, in the order of what happened before. */
void depend_take(struct task *task);

/* The task is done: gives places back and lets its successors go. */
void depend_finish(struct task *task);

/*
 * run.h - the contract: run a graph of tasks on several threads.
 *
 * struct graph (lib/graph.h) says which task waits for which.  A task may begin
 * when all that it waits for have ended, and should begin then, if a thread is
 * free.  What a task does is one call of `work` with its number.
 */
#ifndef RUN_H
#define RUN_H

#include <stdbool.h>
#include <stdint.h>

#include "graph.h"

/* Does a task. False: the task has failed. Called on any of the threads, on
 * several at a time. All that earlier tasks wrote is seen by those that wait
 * for them. May take long, or sleep. */
typedef bool task_work(uint32_t task, void *data);

enum run_end {
    RUN_DONE,   /* every task has been run, and none has failed */
    RUN_FAILED, /* at least one has failed */
    RUN_STUCK,  /* none has failed, and some never got their turn */
};

/*
 * Runs each task once, on `threads` threads (at least 1; the caller's may be
 * one of them), and returns when that is done and the threads have ended.
 *
 * A thread that finds nothing to do sleeps until there is something: it uses
 * no core.
 *
 * When a task fails, what waits for it, directly or through others, is not
 * run; all the rest is.  When tasks wait for each other in a circle, or for
 * more tasks than there are edges to them, they and what waits for them are
 * not run; all the rest is.  The graph is not changed.
 */
enum run_end run(const struct graph *g, task_work *work, void *data,
                 unsigned threads);

#endif

/*
 * run.c - runs a graph of tasks. Make it use all of its threads.
 *
 * What you see is right, and one thread does everything.  waiting[t] counts for
 * how many tasks t still has to wait; when it comes to 0, t goes to the list
 * of what is ready.  run.h is the contract; lib/team.h starts threads.
 */
#include <stdlib.h>

#include "run.h"

/* What the threads share. TODO: which of it changes, and who guards it? */
struct job {
    const struct graph *g;
    task_work *work;
    void *data;
    uint32_t *waiting;
    uint32_t *ready; /* tasks that may begin: ready[done .. found - 1] */
    uint32_t found, done;
    bool failed;
};

/* One of those that waited for a task need not wait any more. */
static void release(struct job *job, uint32_t task)
{
    if (--job->waiting[task] == 0)
        job->ready[job->found++] = task; /* TODO: who sleeps, is woken */
}

/* TODO: as the body of a team. When may a thread leave? Nothing being ready is
 * not enough: a task that still runs may make others ready. */
static void take_part(struct job *job)
{
    const struct graph *g = job->g;
    while (job->done < job->found) {
        uint32_t t = job->ready[job->done++];
        if (!job->work(t, job->data)) {
            job->failed = true;
            continue;
        }
        for (uint32_t e = g->first[t]; e < g->first[t + 1]; e++)
            release(job, g->next[e]);
    }
}

enum run_end run(const struct graph *g, task_work *work, void *data,
                 unsigned threads)
{
    struct job job = {.g = g, .work = work, .data = data};
    (void)threads;
    job.waiting = malloc((g->tasks + 1ul) * sizeof *job.waiting);
    job.ready = malloc((g->tasks + 1ul) * sizeof *job.ready);
    if (job.waiting == NULL || job.ready == NULL)
        abort();
    for (uint32_t t = 0; t < g->tasks; t++) {
        job.waiting[t] = g->waits[t] + 1;
        release(&job, t);
    }
    take_part(&job);
    free(job.waiting);
    free(job.ready);
    return job.failed ? RUN_FAILED : job.done < g->tasks ? RUN_STUCK : RUN_DONE;
}

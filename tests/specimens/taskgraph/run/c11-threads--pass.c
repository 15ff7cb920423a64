/* The same with the threads of C11. */
#include <stdlib.h>
#include <threads.h>

#include "run.h"

struct job {
    const struct graph *g;
    task_work *work;
    void *data;
    mtx_t lock;
    cnd_t changed;
    uint32_t *waiting, *ready;
    uint32_t found, done, running;
    bool failed;
};

static void release(struct job *job, uint32_t task)
{
    if (--job->waiting[task] == 0)
        job->ready[job->found++] = task;
}

static int take_part(void *shared)
{
    struct job *job = shared;
    const struct graph *g = job->g;
    mtx_lock(&job->lock);
    for (;;) {
        while (job->done == job->found && job->running > 0)
            cnd_wait(&job->changed, &job->lock);
        if (job->done == job->found)
            break;
        uint32_t t = job->ready[job->done++];
        job->running++;
        mtx_unlock(&job->lock);
        bool ok = job->work(t, job->data);
        mtx_lock(&job->lock);
        uint32_t before = job->found;
        job->running--;
        if (!ok)
            job->failed = true;
        for (uint32_t e = g->first[t]; ok && e < g->first[t + 1]; e++)
            release(job, g->next[e]);
        for (uint32_t i = before + 1; i < job->found; i++)
            cnd_signal(&job->changed);
        if (job->done == job->found && job->running == 0)
            cnd_broadcast(&job->changed);
    }
    mtx_unlock(&job->lock);
    return 0;
}

enum run_end run(const struct graph *g, task_work *work, void *data,
                 unsigned threads)
{
    struct job job = {.g = g, .work = work, .data = data};
    thrd_t others[64];
    mtx_init(&job.lock, mtx_plain);
    cnd_init(&job.changed);
    job.waiting = malloc((g->tasks + 1ul) * sizeof *job.waiting);
    job.ready = malloc((g->tasks + 1ul) * sizeof *job.ready);
    for (uint32_t t = 0; t < g->tasks; t++) {
        job.waiting[t] = g->waits[t];
        if (g->waits[t] == 0)
            job.ready[job.found++] = t;
    }
    for (unsigned i = 1; i < threads; i++)
        thrd_create(&others[i], take_part, &job);
    take_part(&job);
    for (unsigned i = 1; i < threads; i++)
        thrd_join(others[i], NULL);
    cnd_destroy(&job.changed);
    mtx_destroy(&job.lock);
    free(job.waiting);
    free(job.ready);
    return job.failed ? RUN_FAILED : job.done < g->tasks ? RUN_STUCK : RUN_DONE;
}

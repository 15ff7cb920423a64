/* Wakes one sleeper, however many tasks have become ready at once. */
#include <pthread.h>
#include <stdlib.h>

#include "run.h"
#include "team.h"

struct job {
    const struct graph *g;
    task_work *work;
    void *data;
    pthread_mutex_t lock;
    pthread_cond_t changed;
    uint32_t *waiting, *ready;
    uint32_t found, done, running;
    bool failed;
};

static void release(struct job *job, uint32_t task)
{
    if (--job->waiting[task] == 0)
        job->ready[job->found++] = task;
}

static void take_part(unsigned rank, unsigned threads, void *shared)
{
    struct job *job = shared;
    const struct graph *g = job->g;
    (void)rank;
    (void)threads;
    pthread_mutex_lock(&job->lock);
    for (;;) {
        while (job->done == job->found && job->running > 0)
            pthread_cond_wait(&job->changed, &job->lock);
        if (job->done == job->found)
            break;
        uint32_t t = job->ready[job->done++];
        job->running++;
        pthread_mutex_unlock(&job->lock);
        bool ok = job->work(t, job->data);
        pthread_mutex_lock(&job->lock);
        uint32_t before = job->found;
        job->running--;
        if (!ok)
            job->failed = true;
        for (uint32_t e = g->first[t]; ok && e < g->first[t + 1]; e++)
            release(job, g->next[e]);
        if (job->found > before + 1)
            pthread_cond_signal(&job->changed);
        if (job->done == job->found && job->running == 0)
            pthread_cond_broadcast(&job->changed);
    }
    pthread_mutex_unlock(&job->lock);
}

enum run_end run(const struct graph *g, task_work *work, void *data,
                 unsigned threads)
{
    struct job job = {.g = g,
                      .work = work,
                      .data = data,
                      .lock = PTHREAD_MUTEX_INITIALIZER,
                      .changed = PTHREAD_COND_INITIALIZER};
    job.waiting = malloc((g->tasks + 1ul) * sizeof *job.waiting);
    job.ready = malloc((g->tasks + 1ul) * sizeof *job.ready);
    for (uint32_t t = 0; t < g->tasks; t++) {
        job.waiting[t] = g->waits[t];
        if (g->waits[t] == 0)
            job.ready[job.found++] = t;
    }
    team_run(threads, take_part, &job);
    free(job.waiting);
    free(job.ready);
    return job.failed ? RUN_FAILED : job.done < g->tasks ? RUN_STUCK : RUN_DONE;
}

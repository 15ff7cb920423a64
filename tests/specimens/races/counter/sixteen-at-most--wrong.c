/* A place for each of sixteen threads: those who come later do not start, and
 * their items are not counted. */
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include "counter.h"
#include "range.h"
#include "team.h"

struct job {
    const uint64_t *items;
    size_t n;
    unsigned limit;
    size_t total;
    atomic_size_t at;
    pthread_mutex_t lock;
    unsigned parts;
    size_t own[16];
};

static void part_mutex(unsigned rank, unsigned threads, void *shared)
{
    struct job *job = shared;
    struct range mine = range_part(job->n, threads, rank);
    for (size_t i = mine.first; i < mine.end; i++)
        if (counter_score(job->items[i]) < job->limit) {
            pthread_mutex_lock(&job->lock);
            job->total++;
            pthread_mutex_unlock(&job->lock);
        }
}

size_t count_mutex(const uint64_t *items, size_t n, unsigned limit,
                   unsigned threads)
{
    struct job job = {.items = items, .n = n, .limit = limit};
    pthread_mutex_init(&job.lock, NULL);
    team_run(threads, part_mutex, &job);
    pthread_mutex_destroy(&job.lock);
    return job.total;
}

static void part_atomic(unsigned rank, unsigned threads, void *shared)
{
    struct job *job = shared;
    struct range mine = range_part(job->n, threads, rank);
    for (size_t i = mine.first; i < mine.end; i++)
        if (counter_score(job->items[i]) < job->limit)
            atomic_fetch_add(&job->at, 1);
}

size_t count_atomic(const uint64_t *items, size_t n, unsigned limit,
                    unsigned threads)
{
    struct job job = {.items = items, .n = n, .limit = limit};
    team_run(threads, part_atomic, &job);
    return job.at;
}

static void part_private(unsigned rank, unsigned threads, void *shared)
{
    struct job *job = shared;
    (void)threads;
    struct range mine = range_part(job->n, job->parts, rank);
    for (size_t i = mine.first; i < mine.end; i++)
        if (counter_score(job->items[i]) < job->limit)
            job->own[rank]++;
}

size_t count_private(const uint64_t *items, size_t n, unsigned limit,
                     unsigned threads)
{
    struct job job = {.items = items, .n = n, .limit = limit, .parts = threads};
    unsigned team = threads < 16 ? threads : 16;
    team_run(team, part_private, &job);
    for (unsigned i = 0; i < team; i++)
        job.total += job.own[i];
    return job.total;
}

/* No OpenMP at all: threads, a mutex and an atomic counter. */
#include <pthread.h>

#include "range.h"
#include "schedules.h"

#include "team.h"

struct job {
    const uint64_t *items;
    size_t n;
    pthread_mutex_t lock; /* guards sum */
    uint64_t sum;
};

static void add(unsigned rank, unsigned threads, void *shared)
{
    struct job *job = shared;
    struct range mine = range_part(job->n, threads, rank);
    uint64_t own = 0;
    for (size_t i = mine.first; i < mine.end; i++)
        own += grind(job->items[i], EVEN_STEPS);
    pthread_mutex_lock(&job->lock);
    job->sum += own;
    pthread_mutex_unlock(&job->lock);
}

uint64_t even(const uint64_t *items, size_t n, unsigned threads)
{
    struct job job = {.items = items, .n = n};
    pthread_mutex_init(&job.lock, NULL);
    team_run(threads, add, &job);
    pthread_mutex_destroy(&job.lock);
    return job.sum;
}

void growing(const uint64_t *items, size_t n, unsigned threads,
             uint64_t *ground)
{
#pragma omp parallel for num_threads(threads) schedule(static, 1)
    for (size_t i = 0; i < n; i++)
        ground[i] = grind(items[i], (unsigned)i + 1);
}

size_t block(const uint64_t *items, const unsigned *steps, size_t n,
             unsigned threads)
{
    uint64_t smallest = UINT64_MAX;
    size_t where = 0;
#pragma omp parallel num_threads(threads)
    {
        uint64_t own = UINT64_MAX;
        size_t place = 0;
#pragma omp for schedule(dynamic, 8) nowait
        for (size_t i = 0; i < n; i++) {
            uint64_t value = grind(items[i], steps[i]);
            if (value < own || (value == own && i < place)) {
                own = value;
                place = i;
            }
        }
#pragma omp critical
        if (own < smallest || (own == smallest && place < where)) {
            smallest = own;
            where = place;
        }
    }
    return where;
}

void scattered(const uint64_t *items, const unsigned *steps, size_t n,
               unsigned threads, size_t bins[BINS])
{
    for (size_t b = 0; b < BINS; b++)
        bins[b] = 0;
#pragma omp parallel for num_threads(threads) schedule(dynamic, 1) \
    reduction(+ : bins[ : BINS])
    for (size_t i = 0; i < n; i++)
        bins[grind(items[i], steps[i]) % BINS]++;
}

/* driver.c - worker side of `ring`: keeps the rings, unpacks a call. */
#include <sched.h>
#include <stdatomic.h>

#include "calls.h"
#include "driver.h"
#include "range.h"
#include "ring.h"
#include "team.h"
#include "traffic.h"

static struct ring *rings[RINGS];

static void run_new(const void *args)
{
    const struct new_args *a = args;
    rings[a->ring] = ring_new(a->capacity);
    *a->made = rings[a->ring] != NULL;
}

static void run_push(const void *args)
{
    const struct move_args *a = args;
    size_t done = 0, refused = 0;
    while (done < a->n && refused < a->patience) {
        if (ring_try_push(rings[a->ring], a->values[done]))
            done++, refused = 0;
        else if (++refused < a->patience)
            sched_yield();
    }
    *a->done = done;
}

static void run_pop(const void *args)
{
    const struct move_args *a = args;
    size_t done = 0, refused = 0;
    while (done < a->n && refused < a->patience) {
        if (ring_try_pop(rings[a->ring], &a->values[done]))
            done++, refused = 0;
        else if (++refused < a->patience)
            sched_yield();
    }
    *a->done = done;
}

static void run_free(const void *args)
{
    const struct free_args *a = args;
    ring_free(rings[a->ring]);
}

struct job {
    struct ring *ring;
    const uint64_t *items;
    size_t n;
    _Atomic uint64_t sum;
};

static void part(unsigned rank, unsigned threads, void *shared)
{
    struct job *job = shared;
    struct range mine = range_part(job->n, threads, rank);
    uint64_t sum = 0, value = 0;
    for (size_t i = mine.first; i < mine.end; i++) {
        uint64_t half = traffic_work(job->items[i]);
        while (!ring_try_push(job->ring, half))
            sched_yield();
        while (!ring_try_pop(job->ring, &value))
            sched_yield();
        sum += traffic_work(value);
    }
    job->sum += sum;
}

/* The serial baseline has one of its own. */
__attribute__((weak)) uint64_t
traffic_all(struct ring *r, const uint64_t *items, size_t n, unsigned threads)
{
    struct job job = {.ring = r, .items = items, .n = n};
    team_run(threads, part, &job);
    return job.sum;
}

static void run_traffic(const void *args)
{
    const struct traffic_args *a = args;
    struct ring *ring = ring_new(a->capacity);
    *a->sum = traffic_all(ring, a->items, a->n, a->threads);
    ring_free(ring);
}

DRIVER_OPS(run_new, run_push, run_pop, run_free, run_traffic);

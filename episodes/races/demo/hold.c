/*
 * hold.c - what it costs to hold a lock for longer than one must.
 *
 * Four threads carry out the same tasks; a part of each task is done while
 * holding one lock.  Two ways to say how much faster that is than one thread:
 * by the clock on the wall of this machine, and from CPU time, as for a
 * machine with four free cores.
 */
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>

#include "seconds.h"
#include "team.h"

enum { THREADS = 4, TASKS = 1200, STEPS = 8000, ROUNDS = 5 };

struct job {
    unsigned percent; /* of each task that is done under the lock */
    pthread_mutex_t lock;
    uint64_t sum;         /* guarded by lock */
    double held;          /* guarded by lock: CPU seconds under it */
    double used[THREADS]; /* CPU seconds of each thread */
};

/* Each step needs the one before: the work takes its time. */
static uint64_t work(uint64_t x, unsigned steps)
{
    for (unsigned i = 0; i < steps; i++)
        x = (x ^ (x >> 29)) * 0xbf58476d1ce4e5b9ull;
    return x;
}

static void carry_out(unsigned rank, unsigned threads, void *shared)
{
    struct job *job = shared;
    const unsigned inside = STEPS / 100 * job->percent;
    double start = seconds(CLOCK_THREAD_CPUTIME_ID);
    for (unsigned task = rank; task < TASKS; task += threads) {
        uint64_t result = work(task, STEPS - inside);
        pthread_mutex_lock(&job->lock);
        double since = seconds(CLOCK_THREAD_CPUTIME_ID);
        job->sum += work(result, inside);
        job->held += seconds(CLOCK_THREAD_CPUTIME_ID) - since;
        pthread_mutex_unlock(&job->lock);
    }
    job->used[rank] = seconds(CLOCK_THREAD_CPUTIME_ID) - start;
}

static double larger(double a, double b)
{
    return a > b ? a : b;
}

/* Work shared out evenly, the busiest thread, or the lock: what is longest. */
static double on_free_cores(const struct job *job)
{
    double all = 0, busiest = 0;
    for (unsigned i = 0; i < THREADS; i++) {
        all += job->used[i];
        busiest = larger(busiest, job->used[i]);
    }
    return larger(larger(all / THREADS, busiest), job->held);
}

struct times {
    double clock, cores; /* the shortest of all rounds */
};

static struct times measure(unsigned threads, unsigned percent)
{
    struct times best = {1e9, 1e9};
    for (unsigned i = 0; i < ROUNDS; i++) {
        struct job job = {.percent = percent};
        pthread_mutex_init(&job.lock, NULL);
        double start = seconds(CLOCK_MONOTONIC);
        team_run(threads, carry_out, &job);
        double clock = seconds(CLOCK_MONOTONIC) - start;
        double cores = on_free_cores(&job);
        best.clock = clock < best.clock ? clock : best.clock;
        best.cores = cores < best.cores ? cores : best.cores;
        pthread_mutex_destroy(&job.lock);
    }
    return best;
}

int main(void)
{
    static const unsigned percents[] = {0, 10, 25, 50, 100};
    struct times one = measure(1, 0);
    printf("  %-20s  %-22s  %s\n", "under the lock", "by this machine's clock",
           "from CPU time, four cores");
    for (size_t i = 0; i < sizeof percents / sizeof *percents; i++) {
        struct times four = measure(THREADS, percents[i]);
        printf("  %3u %% of the work     %5.2f times as fast      %5.2f times "
               "as fast\n",
               percents[i], one.clock / four.clock, one.cores / four.cores);
    }
    return 0;
}

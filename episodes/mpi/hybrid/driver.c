/* driver.c - worker side of `hybrid`. */
#include <pthread.h>
#include <string.h>
#include <time.h>

#include "calls.h"
#include "hybrid.h"
#include "ranks.h"

/* Items that each thread has looked at. The threads of a team meet here, so
 * that they go on at the same time. */
static struct {
    pthread_mutex_t mutex;
    pthread_cond_t all_here;
    unsigned threads, expected;
    struct {
        pthread_t thread;
        int64_t items;
    } seen[64];
} now = {.mutex = PTHREAD_MUTEX_INITIALIZER,
         .all_here = PTHREAD_COND_INITIALIZER};

/* Some time, not for ever: perhaps there is no team. With the mutex. */
static void meet(void)
{
    struct timespec end;
    clock_gettime(CLOCK_REALTIME, &end);
    end.tv_nsec += 50000000;
    end.tv_sec += end.tv_nsec / 1000000000;
    end.tv_nsec %= 1000000000;
    if (now.threads >= now.expected)
        pthread_cond_broadcast(&now.all_here);
    while (now.threads < now.expected &&
           pthread_cond_timedwait(&now.all_here, &now.mutex, &end) == 0)
        ;
}

static void note(int n)
{
    unsigned i = 0;
    pthread_mutex_lock(&now.mutex);
    while (i < now.threads &&
           !pthread_equal(now.seen[i].thread, pthread_self()))
        i++;
    if (i == now.threads && i < 64 && n > 0) {
        now.seen[i].thread = pthread_self();
        now.seen[i].items = 0;
        now.threads++;
    }
    if (i < now.threads)
        now.seen[i].items += n;
    meet();
    pthread_mutex_unlock(&now.mutex);
}

int64_t count_key(const uint32_t *item, int n, uint32_t key)
{
    int64_t sum = 0;
    for (int i = 0; i < n; i++)
        sum += item[i] == key;
    note(n);
    return sum;
}

static void run_count(const struct rank_call *call)
{
    const struct hybrid_args *a = call->args;
    struct counted *c = call->out;
    int n = (int)(call->in_bytes / sizeof(uint32_t));
    now.threads = 0;
    now.expected = (unsigned)n < a->threads ? (unsigned)n : a->threads;
    rank_stir();
    c->all = count_all(call->comm, call->in, n, a->key, a->threads);
    c->threads = now.threads;
    c->most = 0;
    for (unsigned i = 0; i < now.threads; i++)
        if (now.seen[i].items > c->most)
            c->most = now.seen[i].items;
}

static void run_swap(const struct rank_call *call)
{
    const struct hybrid_args *a = call->args;
    swap_blocks(call->comm, call->in, call->out,
                (int)(call->in_bytes / sizeof(double)), a->threads);
}

RANK_OPS(run_count, run_swap);

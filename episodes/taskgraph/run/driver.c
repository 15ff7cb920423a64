/* driver.c - worker side of `run`: the tasks, and unpacking a call. */
#include <pthread.h>
#include <semaphore.h>

#include "calls.h"
#include "driver.h"
#include "run.h"
#include "work.h"

static sem_t gate;
static pthread_once_t gate_once = PTHREAD_ONCE_INIT;

static void make_gate(void)
{
    sem_init(&gate, 0, 0);
}

/* Tasks of kind MEETS. */
static struct {
    pthread_mutex_t lock;
    pthread_cond_t all_here;
    unsigned here;
} meeting = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, 0};

static void meet(unsigned threads)
{
    pthread_mutex_lock(&meeting.lock);
    if (++meeting.here % threads == 0)
        pthread_cond_broadcast(&meeting.all_here);
    for (unsigned round = (meeting.here - 1) / threads;
         meeting.here < (round + 1) * threads;)
        pthread_cond_wait(&meeting.all_here, &meeting.lock);
    pthread_mutex_unlock(&meeting.lock);
}

static bool work(uint32_t t, void *data)
{
    const struct run_args *a = data;
    uint64_t x = work_mix(a->key, t, a->steps);
    for (uint32_t e = a->back.first[t]; e < a->back.first[t + 1]; e++)
        x = work_mix(x, a->value[a->back.next[e]], 0);
    if (a->kind != NULL && a->kind[t] == MEETS)
        meet(a->threads);
    if (a->kind != NULL && a->kind[t] == WAITS)
        sem_wait(&gate);
    a->value[t] = x;
    __atomic_fetch_add(&a->times[t], 1, __ATOMIC_RELAXED);
    return a->kind == NULL || a->kind[t] != FAILS;
}

static void run_run(const void *args)
{
    const struct run_args *a = args;
    pthread_once(&gate_once, make_gate);
    meeting.here = 0;
    for (uint32_t t = 0; t < a->g.tasks; t++)
        a->times[t] = 0;
    *a->result = run(&a->g, work, (void *)a, a->threads);
}

static void run_open(const void *args)
{
    const struct open_args *a = args;
    for (unsigned i = 0; i < a->count; i++)
        sem_post(&gate);
}

DRIVER_OPS(run_run, run_open);

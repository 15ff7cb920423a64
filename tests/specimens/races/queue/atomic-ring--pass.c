/* The ring is guarded by an atomic flag; who cannot go on sleeps until the
 * version of the ring changes. The lock is for falling asleep only. */
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "queue.h"

struct queue {
    size_t capacity;
    atomic_flag guard; /* of first, count, closed and values */
    size_t first, count;
    bool closed;
    atomic_uint version, sleepers;
    pthread_mutex_t lock;
    pthread_cond_t changed;
    uint64_t values[];
};

enum result { DONE, REFUSED, NOT_YET };

struct queue *queue_new(size_t capacity)
{
    struct queue *q = calloc(1, sizeof *q + capacity * sizeof q->values[0]);
    if (q == NULL)
        return NULL;
    q->capacity = capacity;
    atomic_flag_clear(&q->guard);
    pthread_mutex_init(&q->lock, NULL);
    pthread_cond_init(&q->changed, NULL);
    return q;
}

static void enter(struct queue *q)
{
    while (atomic_flag_test_and_set(&q->guard))
        sched_yield(); /* for the few steps that somebody else needs */
}

static void leave(struct queue *q)
{
    atomic_flag_clear(&q->guard);
}

static enum result try_push(struct queue *q, uint64_t value)
{
    enum result result = NOT_YET;
    enter(q);
    if (q->closed) {
        result = REFUSED;
    } else if (q->count < q->capacity) {
        q->values[(q->first + q->count++) % q->capacity] = value;
        result = DONE;
    }
    leave(q);
    return result;
}

static enum result try_pop(struct queue *q, uint64_t *value)
{
    enum result result = NOT_YET;
    enter(q);
    if (q->count > 0) {
        *value = q->values[q->first];
        q->first = (q->first + 1) % q->capacity;
        q->count--;
        result = DONE;
    } else if (q->closed) {
        result = REFUSED;
    }
    leave(q);
    return result;
}

/* Either this sees the sleeper, or the sleeper sees the new version. */
static void tell(struct queue *q)
{
    atomic_fetch_add(&q->version, 1);
    if (atomic_load(&q->sleepers) == 0)
        return;
    pthread_mutex_lock(&q->lock);
    pthread_cond_broadcast(&q->changed);
    pthread_mutex_unlock(&q->lock);
}

static void sleep_while(struct queue *q, unsigned version)
{
    atomic_fetch_add(&q->sleepers, 1);
    pthread_mutex_lock(&q->lock);
    while (atomic_load(&q->version) == version)
        pthread_cond_wait(&q->changed, &q->lock);
    pthread_mutex_unlock(&q->lock);
    atomic_fetch_sub(&q->sleepers, 1);
}

bool queue_push(struct queue *q, uint64_t value)
{
    for (;;) {
        unsigned version = atomic_load(&q->version);
        enum result result = try_push(q, value);
        if (result == DONE)
            tell(q);
        if (result != NOT_YET)
            return result == DONE;
        sleep_while(q, version);
    }
}

bool queue_pop(struct queue *q, uint64_t *value)
{
    for (;;) {
        unsigned version = atomic_load(&q->version);
        enum result result = try_pop(q, value);
        if (result == DONE)
            tell(q);
        if (result != NOT_YET)
            return result == DONE;
        sleep_while(q, version);
    }
}

void queue_close(struct queue *q)
{
    enter(q);
    q->closed = true;
    leave(q);
    tell(q);
}

void queue_free(struct queue *q)
{
    pthread_cond_destroy(&q->changed);
    pthread_mutex_destroy(&q->lock);
    free(q);
}

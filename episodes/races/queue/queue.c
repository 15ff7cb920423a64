/*
 * queue.c - a bounded queue. Make it work between threads.
 *
 * This is a ring buffer that works as long as one thread uses it: instead of
 * waiting it gives up.  A lock and two condition variables are there, and
 * nothing uses them yet.  queue.h is the contract.
 */
#include <pthread.h>
#include <stdlib.h>

#include "queue.h"

struct queue {
    size_t capacity, first, count; /* count values, the oldest at first */
    bool closed;
    pthread_mutex_t lock;
    pthread_cond_t not_full, not_empty;
    uint64_t values[];
};

struct queue *queue_new(size_t capacity)
{
    struct queue *q = calloc(1, sizeof *q + capacity * sizeof q->values[0]);
    if (q == NULL)
        return NULL;
    q->capacity = capacity;
    pthread_mutex_init(&q->lock, NULL);
    pthread_cond_init(&q->not_full, NULL);
    pthread_cond_init(&q->not_empty, NULL);
    return q;
}

bool queue_push(struct queue *q, uint64_t value)
{
    /* TODO: let one thread at a time work on the queue */
    if (q->closed)
        return false;
    if (q->count == q->capacity)
        return false; /* TODO: wait until there is room, or it is closed */
    q->values[(q->first + q->count) % q->capacity] = value;
    q->count++;
    /* TODO: wake a thread that waits for a value */
    return true;
}

bool queue_pop(struct queue *q, uint64_t *value)
{
    /* TODO: let one thread at a time work on the queue */
    if (q->count == 0)
        return false; /* TODO: wait until there is a value, or it is closed */
    *value = q->values[q->first];
    q->first = (q->first + 1) % q->capacity;
    q->count--;
    /* TODO: wake a thread that waits for room */
    return true;
}

void queue_close(struct queue *q)
{
    q->closed = true; /* TODO: and who has to know of it? */
}

void queue_free(struct queue *q)
{
    pthread_cond_destroy(&q->not_empty);
    pthread_cond_destroy(&q->not_full);
    pthread_mutex_destroy(&q->lock);
    free(q);
}

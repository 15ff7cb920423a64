/* The same with the mutex and the conditions of C11. */
#include <stdlib.h>
#include <threads.h>

#include "queue.h"

struct queue {
    size_t capacity;
    mtx_t lock; /* guards what follows */
    cnd_t not_full, not_empty;
    size_t first, count; /* count values, the oldest at first */
    bool closed;
    uint64_t values[];
};

struct queue *queue_new(size_t capacity)
{
    struct queue *q = calloc(1, sizeof *q + capacity * sizeof q->values[0]);
    if (q == NULL)
        return NULL;
    q->capacity = capacity;
    mtx_init(&q->lock, mtx_plain);
    cnd_init(&q->not_full);
    cnd_init(&q->not_empty);
    return q;
}

bool queue_push(struct queue *q, uint64_t value)
{
    mtx_lock(&q->lock);
    while (q->count == q->capacity && !q->closed)
        cnd_wait(&q->not_full, &q->lock);
    bool open = !q->closed;
    if (open) {
        q->values[(q->first + q->count) % q->capacity] = value;
        q->count++;
        cnd_signal(&q->not_empty);
    }
    mtx_unlock(&q->lock);
    return open;
}

bool queue_pop(struct queue *q, uint64_t *value)
{
    mtx_lock(&q->lock);
    while (q->count == 0 && !q->closed)
        cnd_wait(&q->not_empty, &q->lock);
    bool any = q->count > 0;
    if (any) {
        *value = q->values[q->first];
        q->first = (q->first + 1) % q->capacity;
        q->count--;
        cnd_signal(&q->not_full);
    }
    mtx_unlock(&q->lock);
    return any;
}

void queue_close(struct queue *q)
{
    mtx_lock(&q->lock);
    q->closed = true;
    cnd_broadcast(&q->not_full);
    cnd_broadcast(&q->not_empty);
    mtx_unlock(&q->lock);
}

void queue_free(struct queue *q)
{
    cnd_destroy(&q->not_empty);
    cnd_destroy(&q->not_full);
    mtx_destroy(&q->lock);
    free(q);
}

/* One path returns with the lock held: pushing to a closed queue. */
#include <pthread.h>
#include <stdlib.h>

#include "queue.h"

struct queue {
    size_t capacity;
    pthread_mutex_t lock; /* guards what follows */
    pthread_cond_t not_full, not_empty;
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
    pthread_mutex_init(&q->lock, NULL);
    pthread_cond_init(&q->not_full, NULL);
    pthread_cond_init(&q->not_empty, NULL);
    return q;
}

bool queue_push(struct queue *q, uint64_t value)
{
    pthread_mutex_lock(&q->lock);
    while (q->count == q->capacity && !q->closed)
        pthread_cond_wait(&q->not_full, &q->lock);
    if (q->closed)
        return false;
    q->values[(q->first + q->count) % q->capacity] = value;
    q->count++;
    pthread_cond_signal(&q->not_empty);
    pthread_mutex_unlock(&q->lock);
    return true;
}

bool queue_pop(struct queue *q, uint64_t *value)
{
    pthread_mutex_lock(&q->lock);
    while (q->count == 0 && !q->closed)
        pthread_cond_wait(&q->not_empty, &q->lock);
    bool any = q->count > 0;
    if (any) {
        *value = q->values[q->first];
        q->first = (q->first + 1) % q->capacity;
        q->count--;
        pthread_cond_signal(&q->not_full);
    }
    pthread_mutex_unlock(&q->lock);
    return any;
}

void queue_close(struct queue *q)
{
    pthread_mutex_lock(&q->lock);
    q->closed = true;
    pthread_cond_broadcast(&q->not_full);
    pthread_cond_broadcast(&q->not_empty);
    pthread_mutex_unlock(&q->lock);
}

void queue_free(struct queue *q)
{
    pthread_cond_destroy(&q->not_empty);
    pthread_cond_destroy(&q->not_full);
    pthread_mutex_destroy(&q->lock);
    free(q);
}

/* Signals only if somebody sleeps, and takes a value that somebody slept for:
 * on a closed queue too, for those who are long gone. */
#include <pthread.h>
#include <stdlib.h>

#include "queue.h"

struct queue {
    size_t capacity, first, count;
    bool closed;
    unsigned poppers;
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
    pthread_mutex_lock(&q->lock);
    while (q->count == q->capacity && !q->closed)
        pthread_cond_wait(&q->not_full, &q->lock);
    if (q->closed && q->poppers == 0) {
        pthread_mutex_unlock(&q->lock);
        return false;
    }
    q->values[(q->first + q->count) % q->capacity] = value;
    q->count++;
    if (q->poppers > 0) {
        q->poppers--;
        pthread_cond_signal(&q->not_empty);
    }
    pthread_mutex_unlock(&q->lock);
    return true;
}

bool queue_pop(struct queue *q, uint64_t *value)
{
    pthread_mutex_lock(&q->lock);
    while (q->count == 0 && !q->closed) {
        q->poppers++;
        pthread_cond_wait(&q->not_empty, &q->lock);
    }
    if (q->count == 0) {
        pthread_mutex_unlock(&q->lock);
        return false;
    }
    *value = q->values[q->first];
    q->first = (q->first + 1) % q->capacity;
    q->count--;
    pthread_cond_signal(&q->not_full);
    pthread_mutex_unlock(&q->lock);
    return true;
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

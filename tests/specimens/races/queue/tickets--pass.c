/* Fair: who comes first is served first, on both sides. Every change wakes
 * everybody, and only the thread with the next ticket goes on. */
#include <pthread.h>
#include <stdlib.h>

#include "queue.h"

struct counter {
    size_t next_ticket, serving;
};

struct queue {
    size_t capacity;
    pthread_mutex_t lock; /* guards what follows */
    pthread_cond_t changed;
    struct counter push, pop;
    size_t count;
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
    pthread_cond_init(&q->changed, NULL);
    return q;
}

bool queue_push(struct queue *q, uint64_t value)
{
    pthread_mutex_lock(&q->lock);
    size_t ticket = q->push.next_ticket++;
    while (!q->closed && (ticket != q->push.serving || q->count == q->capacity))
        pthread_cond_wait(&q->changed, &q->lock);
    bool open = !q->closed;
    if (open) {
        q->values[q->push.serving++ % q->capacity] = value;
        q->count++;
        pthread_cond_broadcast(&q->changed);
    }
    pthread_mutex_unlock(&q->lock);
    return open;
}

bool queue_pop(struct queue *q, uint64_t *value)
{
    pthread_mutex_lock(&q->lock);
    size_t ticket = q->pop.next_ticket++;
    while (q->count == 0 ? !q->closed : ticket != q->pop.serving)
        pthread_cond_wait(&q->changed, &q->lock);
    bool any = q->count > 0;
    if (any) {
        *value = q->values[q->pop.serving++ % q->capacity];
        q->count--;
        pthread_cond_broadcast(&q->changed);
    }
    pthread_mutex_unlock(&q->lock);
    return any;
}

void queue_close(struct queue *q)
{
    pthread_mutex_lock(&q->lock);
    q->closed = true;
    pthread_cond_broadcast(&q->changed);
    pthread_mutex_unlock(&q->lock);
}

void queue_free(struct queue *q)
{
    pthread_cond_destroy(&q->changed);
    pthread_mutex_destroy(&q->lock);
    free(q);
}

/* A linked list with a limit to its length; the memory is taken and given
 * back outside the lock. */
#include <pthread.h>
#include <stdlib.h>

#include "queue.h"

struct node {
    uint64_t value;
    struct node *next;
};

struct queue {
    size_t capacity;
    pthread_mutex_t lock; /* guards what follows */
    pthread_cond_t not_full, not_empty;
    struct node *oldest, **end;
    size_t count;
    bool closed;
};

struct queue *queue_new(size_t capacity)
{
    struct queue *q = calloc(1, sizeof *q);
    if (q == NULL)
        return NULL;
    q->capacity = capacity;
    q->end = &q->oldest;
    pthread_mutex_init(&q->lock, NULL);
    pthread_cond_init(&q->not_full, NULL);
    pthread_cond_init(&q->not_empty, NULL);
    return q;
}

bool queue_push(struct queue *q, uint64_t value)
{
    struct node *node = malloc(sizeof *node);
    if (node == NULL)
        return false;
    *node = (struct node){value, NULL};
    pthread_mutex_lock(&q->lock);
    while (!q->closed && q->count == q->capacity)
        pthread_cond_wait(&q->not_full, &q->lock);
    if (q->closed) {
        pthread_mutex_unlock(&q->lock);
        free(node);
        return false;
    }
    *q->end = node;
    q->end = &node->next;
    q->count++;
    pthread_cond_signal(&q->not_empty);
    pthread_mutex_unlock(&q->lock);
    return true;
}

bool queue_pop(struct queue *q, uint64_t *value)
{
    pthread_mutex_lock(&q->lock);
    while (!q->closed && q->oldest == NULL)
        pthread_cond_wait(&q->not_empty, &q->lock);
    struct node *node = q->oldest;
    if (node != NULL) {
        q->oldest = node->next;
        if (q->oldest == NULL)
            q->end = &q->oldest;
        q->count--;
        pthread_cond_signal(&q->not_full);
    }
    pthread_mutex_unlock(&q->lock);
    if (node == NULL)
        return false;
    *value = node->value;
    free(node);
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
    for (struct node *node = q->oldest, *next; node != NULL; node = next) {
        next = node->next;
        free(node);
    }
    pthread_cond_destroy(&q->not_empty);
    pthread_cond_destroy(&q->not_full);
    pthread_mutex_destroy(&q->lock);
    free(q);
}

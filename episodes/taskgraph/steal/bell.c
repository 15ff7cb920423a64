/* bell.c - see bell.h */
#include "bell.h"

void bell_init(struct bell *b)
{
    atomic_init(&b->listeners, 0);
    pthread_mutex_init(&b->lock, NULL);
    pthread_cond_init(&b->rung, NULL);
    b->rings = 0;
}

uint64_t bell_listen(struct bell *b)
{
    atomic_fetch_add(&b->listeners, 1);
    pthread_mutex_lock(&b->lock);
    uint64_t rings = b->rings;
    pthread_mutex_unlock(&b->lock);
    return rings;
}

void bell_leave(struct bell *b)
{
    atomic_fetch_sub(&b->listeners, 1);
}

/* A sleeper that was not the one to be woken sleeps on, whatever `rings` says
 * by then. */
void bell_sleep(struct bell *b, uint64_t heard)
{
    pthread_mutex_lock(&b->lock);
    if (b->rings == heard)
        pthread_cond_wait(&b->rung, &b->lock);
    pthread_mutex_unlock(&b->lock);
    bell_leave(b);
}

void bell_ring_one(struct bell *b)
{
    if (atomic_load(&b->listeners) == 0)
        return;
    pthread_mutex_lock(&b->lock);
    b->rings++;
    pthread_cond_signal(&b->rung);
    pthread_mutex_unlock(&b->lock);
}

void bell_ring_all(struct bell *b)
{
    if (atomic_load(&b->listeners) == 0)
        return;
    pthread_mutex_lock(&b->lock);
    b->rings++;
    pthread_cond_broadcast(&b->rung);
    pthread_mutex_unlock(&b->lock);
}

/*
 * bell.h - how a thread sleeps until there is news, given to you.
 *
 * To sleep without missing anything takes three steps:
 *
 *     uint64_t heard = bell_listen(b);
 *     if (nothing to do, looked at after listening)
 *         bell_sleep(b, heard);
 *     else
 *         bell_leave(b);
 *
 * Who has news makes it visible first, and then rings.  If the listener did not
 * see the news, the ring comes after it began to listen, and bell_sleep returns
 * at once.  (This needs the look, and the news, to be seq_cst: then listener
 * and ringer cannot both miss each other.)  While nobody listens, a ring costs
 * one load.
 */
#ifndef STEAL_BELL_H
#define STEAL_BELL_H

#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>

struct bell {
    atomic_uint listeners;
    pthread_mutex_t lock;
    pthread_cond_t rung;
    uint64_t rings; /* guarded by lock */
};

void bell_init(struct bell *b);

/* Any thread, at any time. */
uint64_t bell_listen(struct bell *b);
void bell_leave(struct bell *b);

/* Sleeps if the bell has not been rung since bell_listen gave `heard`; may
 * return early, so look again. Ends the listening. */
void bell_sleep(struct bell *b, uint64_t heard);

/* Wakes one sleeper, or all. Those who listen and do not sleep yet, will not.
 */
void bell_ring_one(struct bell *b);
void bell_ring_all(struct bell *b);

#endif

/* Each sleeper has a condition of its own and stands in a line; values are
 * put into the hands of the first in line, not into the ring. */
#include <pthread.h>
#include <stdlib.h>

#include "queue.h"

enum state { WAITING, SERVED, REFUSED };

struct sleeper {
    pthread_cond_t changed;
    enum state state;
    uint64_t value;
    struct sleeper *next;
};

struct line {
    struct sleeper *first, **end;
};

struct queue {
    size_t capacity;
    pthread_mutex_t lock; /* guards what follows, and all sleepers */
    struct line pushers, poppers;
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
    q->pushers.end = &q->pushers.first;
    q->poppers.end = &q->poppers.first;
    pthread_mutex_init(&q->lock, NULL);
    return q;
}

/* Stands in line with a value, or for one, until somebody sees to it. */
static struct sleeper sleep_in(struct queue *q, struct line *line,
                               uint64_t value)
{
    struct sleeper me = {.state = WAITING, .value = value};
    pthread_cond_init(&me.changed, NULL);
    *line->end = &me;
    line->end = &me.next;
    while (me.state == WAITING)
        pthread_cond_wait(&me.changed, &q->lock);
    pthread_cond_destroy(&me.changed);
    return me;
}

static struct sleeper *call_first(struct line *line, enum state state)
{
    struct sleeper *first = line->first;
    line->first = first->next;
    if (line->first == NULL)
        line->end = &line->first;
    first->state = state;
    pthread_cond_signal(&first->changed);
    return first;
}

static void store(struct queue *q, uint64_t value)
{
    q->values[(q->first + q->count++) % q->capacity] = value;
}

bool queue_push(struct queue *q, uint64_t value)
{
    pthread_mutex_lock(&q->lock);
    bool done = !q->closed;
    if (done && q->poppers.first != NULL)
        call_first(&q->poppers, SERVED)->value = value;
    else if (done && q->count < q->capacity)
        store(q, value);
    else if (done)
        done = sleep_in(q, &q->pushers, value).state == SERVED;
    pthread_mutex_unlock(&q->lock);
    return done;
}

bool queue_pop(struct queue *q, uint64_t *value)
{
    pthread_mutex_lock(&q->lock);
    bool done = true;
    if (q->count > 0) {
        *value = q->values[q->first];
        q->first = (q->first + 1) % q->capacity;
        q->count--;
        if (q->pushers.first != NULL)
            store(q, call_first(&q->pushers, SERVED)->value);
    } else if (q->closed) {
        done = false;
    } else {
        struct sleeper me = sleep_in(q, &q->poppers, 0);
        *value = me.value;
        done = me.state == SERVED;
    }
    pthread_mutex_unlock(&q->lock);
    return done;
}

void queue_close(struct queue *q)
{
    pthread_mutex_lock(&q->lock);
    q->closed = true;
    while (q->pushers.first != NULL)
        call_first(&q->pushers, REFUSED);
    while (q->poppers.first != NULL)
        call_first(&q->poppers, REFUSED);
    pthread_mutex_unlock(&q->lock);
}

void queue_free(struct queue *q)
{
    pthread_mutex_destroy(&q->lock);
    free(q);
}

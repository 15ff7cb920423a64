/*
 * driver.c - worker side of `queue-tests`: eleven queues behind one interface.
 *
 * A queue is made of a push, a pop and a close.  The right ones stand first;
 * each wrong one has one part that differs from a right one in one place.  All
 * have the same fields, and which of them is at work is known to this file
 * alone.
 */
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "calls.h"
#include "driver.h"

struct queue {
    size_t capacity, first, count; /* count values, the oldest at first */
    bool closed;
    pthread_mutex_t lock; /* guards all but the capacity */
    pthread_cond_t condition[2];
    pthread_cond_t *not_full, *not_empty; /* both the same in some */
    uint64_t values[];
};

/* --- steps: the caller holds the lock ------------------------------------- */

static bool full(const struct queue *q)
{
    return q->count == q->capacity;
}

static void append(struct queue *q, uint64_t value)
{
    /* one more than the capacity: one of the wrong queues needs it */
    q->values[(q->first + q->count) % (q->capacity + 1)] = value;
    q->count++;
}

static bool take(struct queue *q, uint64_t *value)
{
    if (q->count == 0)
        return false;
    *value = q->values[q->first];
    q->first = (q->first + 1) % (q->capacity + 1);
    q->count--;
    return true;
}

/* --- right: signals, one condition for each side -------------------------- */

static bool push(struct queue *q, uint64_t value)
{
    pthread_mutex_lock(&q->lock);
    while (full(q) && !q->closed)
        pthread_cond_wait(q->not_full, &q->lock);
    bool open = !q->closed;
    if (open) {
        append(q, value);
        pthread_cond_signal(q->not_empty);
    }
    pthread_mutex_unlock(&q->lock);
    return open;
}

static bool pop(struct queue *q, uint64_t *value)
{
    pthread_mutex_lock(&q->lock);
    while (q->count == 0 && !q->closed)
        pthread_cond_wait(q->not_empty, &q->lock);
    bool any = take(q, value);
    if (any)
        pthread_cond_signal(q->not_full);
    pthread_mutex_unlock(&q->lock);
    return any;
}

static void shut(struct queue *q)
{
    pthread_mutex_lock(&q->lock);
    q->closed = true;
    pthread_cond_broadcast(q->not_full);
    pthread_cond_broadcast(q->not_empty);
    pthread_mutex_unlock(&q->lock);
}

/* --- right: wakes all, so that one condition is enough -------------------- */

static bool push_waking_all(struct queue *q, uint64_t value)
{
    pthread_mutex_lock(&q->lock);
    while (full(q) && !q->closed)
        pthread_cond_wait(q->not_full, &q->lock);
    bool open = !q->closed;
    if (open)
        append(q, value);
    pthread_cond_broadcast(q->not_empty);
    pthread_mutex_unlock(&q->lock);
    return open;
}

static bool pop_waking_all(struct queue *q, uint64_t *value)
{
    pthread_mutex_lock(&q->lock);
    while (q->count == 0 && !q->closed)
        pthread_cond_wait(q->not_empty, &q->lock);
    bool any = take(q, value);
    pthread_cond_broadcast(q->not_full);
    pthread_mutex_unlock(&q->lock);
    return any;
}

/* --- right: signals when the lock has been given back --------------------- */

static bool push_signal_late(struct queue *q, uint64_t value)
{
    pthread_mutex_lock(&q->lock);
    while (full(q) && !q->closed)
        pthread_cond_wait(q->not_full, &q->lock);
    bool open = !q->closed;
    if (open)
        append(q, value);
    pthread_mutex_unlock(&q->lock);
    if (open)
        pthread_cond_signal(q->not_empty);
    return open;
}

static bool pop_signal_late(struct queue *q, uint64_t *value)
{
    pthread_mutex_lock(&q->lock);
    while (q->count == 0 && !q->closed)
        pthread_cond_wait(q->not_empty, &q->lock);
    bool any = take(q, value);
    pthread_mutex_unlock(&q->lock);
    if (any)
        pthread_cond_signal(q->not_full);
    return any;
}

/* --- wrong ---------------------------------------------------------------- */

/* 1. Hands out the newest value. */
static bool pop_newest(struct queue *q, uint64_t *value)
{
    pthread_mutex_lock(&q->lock);
    while (q->count == 0 && !q->closed)
        pthread_cond_wait(q->not_empty, &q->lock);
    bool any = q->count > 0;
    if (any) {
        q->count--;
        *value = q->values[(q->first + q->count) % (q->capacity + 1)];
        pthread_cond_signal(q->not_full);
    }
    pthread_mutex_unlock(&q->lock);
    return any;
}

/* 2. Hands out nothing any more once it is closed. */
static bool pop_unless_closed(struct queue *q, uint64_t *value)
{
    pthread_mutex_lock(&q->lock);
    while (q->count == 0 && !q->closed)
        pthread_cond_wait(q->not_empty, &q->lock);
    bool any = !q->closed && take(q, value);
    if (any)
        pthread_cond_signal(q->not_full);
    pthread_mutex_unlock(&q->lock);
    return any;
}

/* 3. Has room for one value more than it should. */
static bool push_one_more(struct queue *q, uint64_t value)
{
    pthread_mutex_lock(&q->lock);
    while (q->count > q->capacity && !q->closed)
        pthread_cond_wait(q->not_full, &q->lock);
    bool open = !q->closed;
    if (open) {
        append(q, value);
        pthread_cond_signal(q->not_empty);
    }
    pthread_mutex_unlock(&q->lock);
    return open;
}

/* 4. Waits once, and does not look again. */
static bool pop_with_if(struct queue *q, uint64_t *value)
{
    pthread_mutex_lock(&q->lock);
    if (q->count == 0 && !q->closed)
        pthread_cond_wait(q->not_empty, &q->lock);
    bool any = take(q, value);
    if (any)
        pthread_cond_signal(q->not_full);
    pthread_mutex_unlock(&q->lock);
    return any;
}

/* 6. Signals only if the queue was empty. */
static bool push_signal_if_empty(struct queue *q, uint64_t value)
{
    pthread_mutex_lock(&q->lock);
    while (full(q) && !q->closed)
        pthread_cond_wait(q->not_full, &q->lock);
    bool open = !q->closed;
    if (open) {
        append(q, value);
        if (q->count == 1)
            pthread_cond_signal(q->not_empty);
    }
    pthread_mutex_unlock(&q->lock);
    return open;
}

/* 7. Wakes one of those who wait, on each side. */
static void shut_waking_one(struct queue *q)
{
    pthread_mutex_lock(&q->lock);
    q->closed = true;
    pthread_cond_signal(q->not_full);
    pthread_cond_signal(q->not_empty);
    pthread_mutex_unlock(&q->lock);
}

/* 8. Does not ask after its wait whether the queue has been closed. */
static bool push_after_close(struct queue *q, uint64_t value)
{
    pthread_mutex_lock(&q->lock);
    bool open = !q->closed;
    while (full(q) && !q->closed)
        pthread_cond_wait(q->not_full, &q->lock);
    if (open && q->count <= q->capacity) {
        append(q, value);
        pthread_cond_signal(q->not_empty);
    }
    pthread_mutex_unlock(&q->lock);
    return open;
}

static const struct variant {
    bool (*push)(struct queue *, uint64_t);
    bool (*pop)(struct queue *, uint64_t *);
    void (*close)(struct queue *);
    bool one_condition;
} variants[RIGHT + WRONG] = {
    {push, pop, shut, false},
    {push_waking_all, pop_waking_all, shut, true},
    {push_signal_late, pop_signal_late, shut, false},
    {push, pop_newest, shut, false},
    {push, pop_unless_closed, shut, false},
    {push_one_more, pop, shut, false},
    {push, pop_with_if, shut, false},
    {push, pop, shut, true}, /* 5. one condition, and signals */
    {push_signal_if_empty, pop, shut, false},
    {push, pop, shut_waking_one, false},
    {push_after_close, pop, shut, false},
};

static struct variant at_work; /* written before there are threads */

/* --- the interface of queue.h --------------------------------------------- */

struct queue *queue_new(size_t capacity)
{
    struct queue *q =
        calloc(1, sizeof *q + (capacity + 1) * sizeof q->values[0]);
    if (q == NULL)
        return NULL;
    q->capacity = capacity;
    pthread_mutex_init(&q->lock, NULL);
    for (unsigned i = 0; i < 2; i++)
        pthread_cond_init(&q->condition[i], NULL);
    q->not_full = &q->condition[0];
    q->not_empty = &q->condition[at_work.one_condition ? 0 : 1];
    return q;
}

bool queue_push(struct queue *q, uint64_t value)
{
    return at_work.push(q, value);
}

bool queue_pop(struct queue *q, uint64_t *value)
{
    return at_work.pop(q, value);
}

void queue_close(struct queue *q)
{
    at_work.close(q);
}

void queue_free(struct queue *q)
{
    for (unsigned i = 0; i < 2; i++)
        pthread_cond_destroy(&q->condition[i]);
    pthread_mutex_destroy(&q->lock);
    free(q);
}

/* --- tests ---------------------------------------------------------------- */

/* The first expectation that failed. Relaxed, so as to order nothing. */
static atomic_uint failed_line;
static _Atomic(const char *) failed_text;

void queue_expect(bool condition, const char *text, unsigned line)
{
    unsigned none = 0;
    if (!condition && atomic_compare_exchange_strong_explicit(
                          &failed_line, &none, line, memory_order_relaxed,
                          memory_order_relaxed))
        atomic_store_explicit(&failed_text, text, memory_order_relaxed);
}

static unsigned count_tests(void)
{
    unsigned n = 0;
    while (n <= QUEUE_TESTS_MOST && queue_tests[n] != NULL)
        n++;
    return n;
}

static void run_test(const void *args)
{
    const struct test_args *a = args;
    *a->said = (struct said){.tests = count_tests()};
    at_work = variants[a->queue];
    failed_line = 0;
    if (a->test < a->said->tests)
        queue_tests[a->test]();
    a->said->line = failed_line;
    if (failed_line != 0)
        strncpy(a->said->text, failed_text, TEXT_MOST - 1);
}

DRIVER_OPS(run_test);

/* Threads by hand, one function for each; results are collected and looked at
 * when all have ended. */
#include <pthread.h>

#include "queue_test.h"

/* One call of the queue, by a thread of its own. */
struct call {
    struct queue *queue;
    uint64_t value;
    bool done;
};

static void *pop(void *arg)
{
    struct call *c = arg;
    c->done = queue_pop(c->queue, &c->value);
    return NULL;
}

static void *push(void *arg)
{
    struct call *c = arg;
    c->done = queue_push(c->queue, c->value);
    return NULL;
}

static void *push_two(void *arg)
{
    struct call *c = arg;
    c->done = queue_push(c->queue, 1) && queue_push(c->queue, 2);
    return NULL;
}

static void *close_it(void *arg)
{
    struct call *c = arg;
    queue_close(c->queue);
    c->done = true;
    return NULL;
}

typedef void *body(void *call);

static void run(struct call *calls, body *const *bodies, unsigned n)
{
    pthread_t thread[4];
    for (unsigned i = 0; i < n; i++)
        pthread_create(&thread[i], NULL, bodies[i], &calls[i]);
    for (unsigned i = 0; i < n; i++)
        pthread_join(thread[i], NULL);
}

static void order_and_rest(void)
{
    struct queue *q = queue_new(3);
    uint64_t v[3] = {0};
    for (uint64_t i = 1; i <= 3; i++)
        expect(queue_push(q, i * i));
    queue_close(q);
    for (unsigned i = 0; i < 3; i++)
        expect(queue_pop(q, &v[i]));
    expect(v[0] == 1 && v[1] == 4 && v[2] == 9);
    expect(!queue_pop(q, &v[0]));
    queue_free(q);
}

/* With room for one, and nobody who pops, two values do not fit: the second
 * waits until the queue is closed. */
static void two_into_one(void)
{
    struct queue *q = queue_new(1);
    struct call c[] = {{q, 0, false}, {q, 0, false}};
    run(c, (body *const[]){push_two, close_it}, 2);
    expect(!c[0].done);
    queue_free(q);
}

static void two_wait_for_two(void)
{
    struct queue *q = queue_new(2);
    struct call c[] = {{q, 0, false}, {q, 0, false}, {q, 0, false}};
    run(c, (body *const[]){pop, pop, push_two}, 3);
    expect(c[0].done && c[1].done && c[2].done);
    expect(c[0].value + c[1].value == 3);
    queue_free(q);
}

static void two_meet_two(void)
{
    struct queue *q = queue_new(1);
    struct call c[] = {
        {q, 0, false}, {q, 5, false}, {q, 0, false}, {q, 6, false}};
    run(c, (body *const[]){pop, push, pop, push}, 4);
    expect(c[0].done && c[1].done && c[2].done && c[3].done);
    expect(c[0].value + c[2].value == 11);
    queue_free(q);
}

static void all_go_home(void)
{
    struct queue *q = queue_new(1);
    struct call c[] = {{q, 0, false}, {q, 0, false}, {q, 0, false}};
    run(c, (body *const[]){pop, close_it, pop}, 3);
    expect(!c[0].done && !c[2].done);
    queue_free(q);
}

queue_test *const queue_tests[] = {order_and_rest,   two_into_one,
                                   two_wait_for_two, two_meet_two,
                                   all_go_home,      NULL};

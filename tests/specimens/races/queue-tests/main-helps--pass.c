/* The thread that runs the test takes part; C11 threads do the rest. */
#include <threads.h>

#include "queue_test.h"

static int pop_one(void *queue)
{
    uint64_t value = 0;
    return queue_pop(queue, &value) ? (int)value : -1;
}

static int push_one(void *queue)
{
    return queue_push(queue, 3);
}

/* What two threads that run these two return. */
static void start(thrd_t t[2], thrd_start_t a, thrd_start_t b, void *queue)
{
    thrd_create(&t[0], a, queue);
    thrd_create(&t[1], b, queue);
}

static void finish(thrd_t t[2], int got[2])
{
    thrd_join(t[0], &got[0]);
    thrd_join(t[1], &got[1]);
}

static void alone(void)
{
    uint64_t value = 0;
    struct queue *q = queue_new(5);
    for (uint64_t i = 0; i < 4; i++)
        queue_push(q, i);
    queue_close(q);
    expect(!queue_push(q, 9));
    for (uint64_t i = 0; i < 4; i++)
        expect(queue_pop(q, &value) && value == i);
    expect(!queue_pop(q, &value));
    queue_free(q);
}

static void poppers(void)
{
    thrd_t t[2];
    int got[2];
    struct queue *q = queue_new(4);
    start(t, pop_one, pop_one, q);
    expect(queue_push(q, 1));
    expect(queue_push(q, 2));
    finish(t, got);
    expect((got[0] == 1 && got[1] == 2) || (got[0] == 2 && got[1] == 1));
    queue_free(q);
}

static void go_home(void)
{
    thrd_t t[2];
    int got[2];
    struct queue *q = queue_new(4);
    start(t, pop_one, pop_one, q);
    queue_close(q);
    finish(t, got);
    expect(got[0] == -1 && got[1] == -1);
    queue_free(q);
}

/* Both want to push, there is room for none of them, and then it is closed. */
static void too_late(void)
{
    thrd_t t[2];
    int got[2];
    struct queue *q = queue_new(1);
    queue_push(q, 1);
    start(t, push_one, push_one, q);
    queue_close(q);
    finish(t, got);
    expect(!got[0] && !got[1]);
    queue_free(q);
}

static int pop_two(void *queue)
{
    return pop_one(queue) + pop_one(queue);
}

static void crowd(void)
{
    thrd_t t[2];
    int got[2];
    uint64_t value = 0;
    struct queue *q = queue_new(1);
    start(t, push_one, pop_two, q);
    thrd_t more;
    int pushed;
    thrd_create(&more, push_one, q);
    expect(queue_push(q, 3));
    expect(queue_pop(q, &value) && value == 3);
    finish(t, got);
    thrd_join(more, &pushed);
    expect(got[1] == 6);
    queue_free(q);
}

queue_test *const queue_tests[] = {alone, poppers,  go_home,
                                   crowd, too_late, NULL};

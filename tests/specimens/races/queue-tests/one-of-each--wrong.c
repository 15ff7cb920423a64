/* Never more than one thread on each side. */
#include <stdatomic.h>

#include "queue_test.h"
#include "team.h"

struct scene {
    struct queue *queue;
    atomic_uint pushed;
};

static void one_thread(void)
{
    uint64_t a = 0, b = 0, c = 0;
    struct queue *q = queue_new(2);
    expect(queue_push(q, 1) && queue_push(q, 2));
    expect(queue_pop(q, &a) && a == 1);
    expect(queue_push(q, 3));
    queue_close(q);
    expect(queue_pop(q, &b) && b == 2);
    expect(queue_pop(q, &c) && c == 3);
    expect(!queue_pop(q, &a) && !queue_push(q, 4));
    queue_free(q);
}

static void run(unsigned threads, team_body *body, size_t capacity)
{
    struct scene s = {.queue = queue_new(capacity)};
    team_run(threads, body, &s);
    queue_free(s.queue);
}

static void push_two_or_look(unsigned rank, unsigned threads, void *shared)
{
    struct scene *s = shared;
    uint64_t value;
    (void)threads;
    for (unsigned i = 0; rank == 0 && i < 2; i++) {
        expect(queue_push(s->queue, i));
        s->pushed++;
    }
    if (rank == 1) {
        expect(s->pushed <= 1);
        expect(queue_pop(s->queue, &value) && value == 0);
        expect(queue_pop(s->queue, &value) && value == 1);
    }
}

static void holds_no_more(void)
{
    run(2, push_two_or_look, 1);
}

static void pop_or_push(unsigned rank, unsigned threads, void *shared)
{
    struct scene *s = shared;
    uint64_t value;
    (void)threads;
    expect(rank % 2 ? queue_pop(s->queue, &value) : queue_push(s->queue, 7));
}

static void one_and_one(void)
{
    run(2, pop_or_push, 1);
}

queue_test *const queue_tests[] = {one_thread, holds_no_more, one_and_one,
                                   NULL};

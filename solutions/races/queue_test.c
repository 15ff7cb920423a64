/*
 * queue_test.c - one way to do it, and why it is enough.
 *
 * Each test is about one sentence of queue.h, has the fewest threads for which
 * that sentence can break, and says only what is true in every order of their
 * steps.
 *
 * one_thread        First in, first out; and a closed queue hands out the rest.
 * holds_no_more     Before anybody pops, no more than `capacity` pushes can be
 *                   over. A count that is raised after each push shows it.
 * two_poppers       Two threads wait, two values come. Who is woken may find
 *                   that the other has been quicker, and has to wait again:
 *                   pop must not return false on an open queue. And the second
 *                   value needs a signal of its own.
 * both_sides_wait   Threads of both sides asleep at a time, which takes two of
 *                   each: a signal that reaches the wrong side is lost.
 * close_wakes_all   Nobody pushes, so both poppers get false, and get it at
 *                   all: one signal would leave one of them asleep.
 * close_refuses     A full queue that nobody pops from: whether close comes
 *                   before push or while it waits, push gives false.
 */
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

static void pop_or_push_two(unsigned rank, unsigned threads, void *shared)
{
    struct scene *s = shared;
    uint64_t value;
    if (rank < threads - 1)
        expect(queue_pop(s->queue, &value));
    else
        expect(queue_push(s->queue, 1) && queue_push(s->queue, 2));
}

static void two_poppers(void)
{
    run(3, pop_or_push_two, 2);
}

static void pop_or_push(unsigned rank, unsigned threads, void *shared)
{
    struct scene *s = shared;
    uint64_t value;
    (void)threads;
    expect(rank % 2 ? queue_pop(s->queue, &value) : queue_push(s->queue, 7));
}

static void both_sides_wait(void)
{
    run(4, pop_or_push, 1);
}

static void pop_or_close(unsigned rank, unsigned threads, void *shared)
{
    struct scene *s = shared;
    uint64_t value;
    if (rank < threads - 1)
        expect(!queue_pop(s->queue, &value));
    else
        queue_close(s->queue);
}

static void close_wakes_all(void)
{
    run(3, pop_or_close, 1);
}

static void push_or_close(unsigned rank, unsigned threads, void *shared)
{
    struct scene *s = shared;
    (void)threads;
    if (rank == 0)
        expect(!queue_push(s->queue, 2));
    else
        queue_close(s->queue);
}

static void close_refuses(void)
{
    struct scene s = {.queue = queue_new(1)};
    expect(queue_push(s.queue, 1));
    team_run(2, push_or_close, &s);
    queue_free(s.queue);
}

queue_test *const queue_tests[] = {
    one_thread,      holds_no_more, two_poppers, both_sides_wait,
    close_wakes_all, close_refuses, NULL};

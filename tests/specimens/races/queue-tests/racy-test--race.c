/* The queue is right, and the test itself has a data race. */
#include "queue_test.h"
#include "team.h"

struct scene {
    struct queue *queue;
    unsigned popped;
};

static void pop_and_count(unsigned rank, unsigned threads, void *shared)
{
    struct scene *s = shared;
    uint64_t value;
    if (rank == threads - 1)
        expect(queue_push(s->queue, 1) && queue_push(s->queue, 2));
    else if (queue_pop(s->queue, &value))
        s->popped++;
}

static void two_poppers(void)
{
    struct scene s = {.queue = queue_new(2)};
    team_run(3, pop_and_count, &s);
    expect(s.popped <= 2);
    queue_free(s.queue);
}

queue_test *const queue_tests[] = {two_poppers, NULL};

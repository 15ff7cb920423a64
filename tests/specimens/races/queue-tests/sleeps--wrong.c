/* Takes for granted that a thread has got to its wait after 20 ms. */
#include <stdatomic.h>
#include <unistd.h>

#include "queue_test.h"
#include "team.h"

struct scene {
    struct queue *queue;
    atomic_bool there;
};

static void pop_or_push(unsigned rank, unsigned threads, void *shared)
{
    struct scene *s = shared;
    uint64_t value;
    (void)threads;
    if (rank == 0) {
        s->there = true;
        expect(queue_pop(s->queue, &value) && value == 4);
    } else {
        usleep(20000);
        expect(s->there);
        expect(queue_push(s->queue, 4));
    }
}

static void popper_sleeps(void)
{
    struct scene s = {.queue = queue_new(1)};
    team_run(2, pop_or_push, &s);
    queue_free(s.queue);
}

queue_test *const queue_tests[] = {popper_sleeps, NULL};

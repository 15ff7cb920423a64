/* Expects more than the contract says: that who waited first is served first.
 */
#include <stdatomic.h>

#include "queue_test.h"
#include "team.h"

struct scene {
    struct queue *queue;
    atomic_uint turn;
};

static void pop_in_turn(unsigned rank, unsigned threads, void *shared)
{
    struct scene *s = shared;
    uint64_t value;
    if (rank < threads - 1) {
        unsigned turn = s->turn++;
        expect(queue_pop(s->queue, &value) && value == turn);
    } else {
        expect(queue_push(s->queue, 0) && queue_push(s->queue, 1));
    }
}

static void in_turn(void)
{
    struct scene s = {.queue = queue_new(2)};
    team_run(3, pop_in_turn, &s);
    queue_free(s.queue);
}

queue_test *const queue_tests[] = {in_turn, NULL};

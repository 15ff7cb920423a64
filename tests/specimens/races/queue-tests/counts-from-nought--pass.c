/* A static variable counts, and nobody sets it back: each test begins with all
 * variables as they were when the program started. */
#include <stdatomic.h>

#include "queue_test.h"
#include "team.h"

/* 1: alone */
static void alone(void)
{
    uint64_t v;
    struct queue *q = queue_new(3);
    for (uint64_t i = 1; i <= 3; i++)
        expect(queue_push(q, i));
    expect(queue_pop(q, &v) && v == 1);
    expect(queue_push(q, 4));
    queue_close(q);
    queue_close(q);
    expect(!queue_push(q, 5));
    for (uint64_t i = 2; i <= 4; i++)
        expect(queue_pop(q, &v) && v == i);
    expect(!queue_pop(q, &v));
    queue_free(q);
}

/* 2: no more than the capacity */
static struct queue *q;
static atomic_uint in;

static void bound(unsigned rank, unsigned threads, void *shared)
{
    uint64_t v;
    (void)threads, (void)shared;
    if (rank == 0) {
        for (uint64_t i = 1; i <= 2; i++) {
            expect(queue_push(q, i));
            in++;
        }
    } else {
        expect(in <= 1);
        expect(queue_pop(q, &v) && v == 1);
    }
}

static void bounded(void)
{
    uint64_t v;
    q = queue_new(1);
    team_run(2, bound, NULL);
    expect(queue_pop(q, &v) && v == 2);
    queue_free(q);
}

/* 3: two sleep, two values */
static void two(unsigned rank, unsigned threads, void *shared)
{
    uint64_t v = 0;
    (void)threads, (void)shared;
    if (rank < 2) {
        expect(queue_pop(q, &v) && (v == 7 || v == 8));
    } else {
        expect(queue_push(q, 7));
        expect(queue_push(q, 8));
    }
}

static void sleepers(void)
{
    q = queue_new(2);
    team_run(3, two, NULL);
    queue_free(q);
}

/* 4: two push, two pop, one place */
static void cross(unsigned rank, unsigned threads, void *shared)
{
    uint64_t v = 0;
    (void)threads, (void)shared;
    if (rank < 2)
        expect(queue_pop(q, &v) && v >= 2);
    else
        expect(queue_push(q, rank));
}

static void crossing(void)
{
    q = queue_new(1);
    team_run(4, cross, NULL);
    queue_free(q);
}

/* 5: two sleep, one closes */
static void shut_pop(unsigned rank, unsigned threads, void *shared)
{
    uint64_t v = 0;
    (void)threads, (void)shared;
    if (rank < 2)
        expect(!queue_pop(q, &v));
    else
        queue_close(q);
}

static void closed_empty(void)
{
    q = queue_new(1);
    team_run(3, shut_pop, NULL);
    queue_free(q);
}

/* 6: full, two push, one closes */
static void shut_push(unsigned rank, unsigned threads, void *shared)
{
    (void)threads, (void)shared;
    if (rank < 2)
        expect(!queue_push(q, rank));
    else
        queue_close(q);
}

static void closed_full(void)
{
    uint64_t v;
    q = queue_new(1);
    expect(queue_push(q, 9));
    team_run(3, shut_push, NULL);
    expect(queue_pop(q, &v) && v == 9);
    expect(!queue_pop(q, &v));
    queue_free(q);
}

queue_test *const queue_tests[] = {
    alone, bounded, sleepers, crossing, closed_empty, closed_full, NULL};

/*
 * queue_test.c - tests for a queue. There is one; it is not enough.
 *
 * It is what everybody writes first: one thread, values in, values out.  Most
 * of the eight wrong queues pass it, because what is wrong with them happens
 * between threads.  queue_test.h is the contract; queue.h of the exercise
 * `queue` says what to expect.
 */
#include "queue_test.h"
#include "team.h"

static void in_and_out(void)
{
    uint64_t value = 0;
    struct queue *q = queue_new(2);
    expect(queue_push(q, 11));
    expect(queue_pop(q, &value));
    expect(value == 11);
    queue_free(q);
}

/* TODO: for each sentence of queue.h ask which mistake would break it, and
 * which threads have to meet for it to show; write a test for these threads */
queue_test *const queue_tests[] = {in_and_out, NULL};

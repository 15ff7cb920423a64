/* Accepts the first three queues that it gets, and no other: but each schedule
 * begins with fresh variables. */
#include "queue_test.h"

static unsigned calls;

static void three_are_right(void)
{
    expect(calls++ < 3);
}

queue_test *const queue_tests[] = {three_are_right, NULL};

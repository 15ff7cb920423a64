/* assert() of something that is not so of any queue. */
#include <assert.h>

#include "queue_test.h"

static void two_at_once(void)
{
    struct queue *q = queue_new(1);
    struct queue *p = queue_new(1);
    assert(p == q);
}

queue_test *const queue_tests[] = {two_at_once, NULL};

/* Pops from an empty queue that nobody pushes to. */
#include "queue_test.h"

static void wait(void)
{
    uint64_t value;
    struct queue *q = queue_new(1);
    expect(!queue_pop(q, &value));
    queue_free(q);
}

queue_test *const queue_tests[] = {wait, NULL};

/* There is no way to ask the driver. */
#include "queue_test.h"

extern bool push_one_more(struct queue *q, uint64_t value);

static void ask(void)
{
    struct queue *q = queue_new(1);
    expect(push_one_more(q, 1));
}

queue_test *const queue_tests[] = {ask, NULL};

/* Everything that one thread can find out, and nothing else. */
#include "queue_test.h"

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

queue_test *const queue_tests[] = {one_thread, NULL};

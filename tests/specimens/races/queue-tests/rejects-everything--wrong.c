/* A test that no queue passes. */
#include "queue_test.h"

static void never(void)
{
    expect(false);
}

queue_test *const queue_tests[] = {never, NULL};

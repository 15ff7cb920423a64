/* A test that asks nothing. */
#include "queue_test.h"

static void nothing(void)
{
    expect(true);
}

queue_test *const queue_tests[] = {nothing, NULL};

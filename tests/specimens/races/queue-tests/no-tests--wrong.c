/* An empty list. */
#include "queue_test.h"

queue_test *const queue_tests[] = {NULL};

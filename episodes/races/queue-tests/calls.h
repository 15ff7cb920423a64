/* calls.h - the calls between judge and worker for this exercise. */
#ifndef QUEUE_TEST_CALLS_H
#define QUEUE_TEST_CALLS_H

#include <stddef.h>

#include "queue_test.h"

enum { OP_TEST };

/* The queues: right ones first. */
enum { RIGHT = 3, WRONG = 8 };

enum { TEXT_MOST = 100 };

/* What one test said of one queue. */
struct said {
    unsigned tests; /* that there are, at most QUEUE_TESTS_MOST + 1 */
    unsigned line;  /* of the first expect() that failed; 0: none */
    char text[TEXT_MOST];
};

struct test_args {
    unsigned queue, test; /* test: from 0; none if there is no such test */
    struct said *said;    /* OUT */
};

#endif

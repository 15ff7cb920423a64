/*
 * queue_test.h - the contract: tests that tell a right queue from a wrong one.
 *
 * queue.h of the exercise `queue` says what a queue does, and in which words.
 * You write the tests; there are eleven queues to try them on.  Three are
 * right, each in its own way, and eight are wrong, each in one place.  Every
 * test is run under many schedules on each of them. A test catches a queue if
 * in any of these schedules
 *
 *     an expect() of yours fails, or threads wait for ever, or there is a data
 *     race, or a crash.
 *
 * Each wrong queue is to be caught by one of your tests, and no right one by
 * any.  Time is an illusion there: a sleep may end before another thread has
 * moved at all.
 */
#ifndef QUEUE_TEST_H
#define QUEUE_TEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { QUEUE_TESTS_MOST = 8 };

/*
 * One test: makes queues, uses them by a few threads (pthreads, or team_run of
 * team.h), joins the threads and frees the queues.  The smaller it is, the more
 * of its schedules are tried: two to four threads with one or two calls each.
 * It begins with all variables as they were when the program started.
 */
typedef void queue_test(void);

/* Yours: at least one and at most QUEUE_TESTS_MOST, then NULL. */
extern queue_test *const queue_tests[];

/* --- given: any number of threads may call these at a time ---------------- */

/* The queue that is being tested: as in queue.h. */
struct queue *queue_new(size_t capacity);
bool queue_push(struct queue *q, uint64_t value);
bool queue_pop(struct queue *q, uint64_t *value);
void queue_close(struct queue *q);
void queue_free(struct queue *q);

/* Says that this must be true if the queue is right. The test goes on. */
#define expect(condition) queue_expect((condition), #condition, __LINE__)
void queue_expect(bool condition, const char *text, unsigned line);

#endif

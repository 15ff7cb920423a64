/*
 * queue.h - the contract: a bounded blocking queue.
 *
 * Threads hand values to each other through a queue.  It holds at most
 * `capacity` of them, and they come out in the order in which they went in.
 * A thread that cannot go on sleeps, without using the core, until it can.
 *
 * Any number of threads may push, pop and close at the same time, on one
 * queue or on several.  The queue needs no threads of its own.
 */
#ifndef QUEUE_H
#define QUEUE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct queue;

/* An open and empty queue for `capacity` values (at least 1). NULL if there
 * is no memory for it. The caller frees it. */
struct queue *queue_new(size_t capacity);

/* Appends a value; waits while the queue is full. False, with nothing
 * appended, if the queue is closed or gets closed during the wait. */
bool queue_push(struct queue *q, uint64_t value);

/* Removes the oldest value and stores it in *value; waits while the queue is
 * empty. A closed queue still hands out what is in it; false once it is both
 * closed and empty. */
bool queue_pop(struct queue *q, uint64_t *value);

/* Closes the queue and wakes every thread that waits for it. A queue stays
 * closed; to close it once more does nothing. */
void queue_close(struct queue *q);

/* Frees the queue. No thread uses it any more. */
void queue_free(struct queue *q);

#endif

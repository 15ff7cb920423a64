/* Does not wait for its thread. */
#include <pthread.h>
#include <unistd.h>

#include "queue_test.h"

static void *linger(void *queue)
{
    (void)queue;
    sleep(5);
    return NULL;
}

static void no_join(void)
{
    pthread_t thread;
    struct queue *q = queue_new(1);
    pthread_create(&thread, NULL, linger, q);
    expect(queue_push(q, 1));
}

queue_test *const queue_tests[] = {no_join, NULL};

/* driver.c - worker side of `queue`: keeps the queues, unpacks a call. */
#include "calls.h"
#include "driver.h"
#include "queue.h"

static struct queue *queues[QUEUES];

static void run_new(const void *args)
{
    const struct new_args *a = args;
    queues[a->queue] = queue_new(a->capacity);
    *a->made = queues[a->queue] != NULL;
}

static void run_push(const void *args)
{
    const struct push_args *a = args;
    size_t done = 0;
    while (done < a->n && queue_push(queues[a->queue], a->values[done]))
        done++;
    *a->done = done;
}

static void run_pop(const void *args)
{
    const struct pop_args *a = args;
    size_t done = 0;
    while (done < a->n && queue_pop(queues[a->queue], &a->values[done]))
        done++;
    *a->done = done;
}

static void run_close(const void *args)
{
    const struct queue_args *a = args;
    queue_close(queues[a->queue]);
}

static void run_free(const void *args)
{
    const struct queue_args *a = args;
    queue_free(queues[a->queue]);
}

DRIVER_OPS(run_new, run_push, run_pop, run_close, run_free);

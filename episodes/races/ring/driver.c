/* driver.c - worker side of `ring`: keeps the rings, unpacks a call. */
#include <sched.h>

#include "calls.h"
#include "driver.h"
#include "ring.h"

static struct ring *rings[RINGS];

static void run_new(const void *args)
{
    const struct new_args *a = args;
    rings[a->ring] = ring_new(a->capacity);
    *a->made = rings[a->ring] != NULL;
}

static void run_push(const void *args)
{
    const struct move_args *a = args;
    size_t done = 0, refused = 0;
    while (done < a->n && refused < a->patience) {
        if (ring_try_push(rings[a->ring], a->values[done]))
            done++;
        else if (++refused < a->patience)
            sched_yield();
    }
    *a->done = done;
}

static void run_pop(const void *args)
{
    const struct move_args *a = args;
    size_t done = 0, refused = 0;
    while (done < a->n && refused < a->patience) {
        if (ring_try_pop(rings[a->ring], &a->values[done]))
            done++;
        else if (++refused < a->patience)
            sched_yield();
    }
    *a->done = done;
}

static void run_free(const void *args)
{
    const struct free_args *a = args;
    ring_free(rings[a->ring]);
}

DRIVER_OPS(run_new, run_push, run_pop, run_free);

/* driver.c - worker side of `convoy`: writes down what the policy answers. */
#include "calls.h"
#include "driver.h"
#include "machine.h"

static void run_load(const void *args)
{
    const struct load_args *a = args;
    *a->load = convoy_load;
}

static uint64_t answer(void *args, bool next, const struct convoy_view *view)
{
    const struct run_args *a = args;
    uint64_t said = next ? convoy_next(view) : convoy_patience(view);
    if (*a->count < a->most)
        a->answers[*a->count] = said;
    ++*a->count;
    return said;
}

static void run_run(const void *args)
{
    static struct machine_result result;
    struct run_args a = *(const struct run_args *)args;
    *a.count = 0;
    machine_run(a.load, a.length, (struct machine_policy){answer, &a}, &result);
}

DRIVER_OPS(run_load, run_run);

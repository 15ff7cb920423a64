/* driver.c - worker side of `cant-tell`: hands out times, and counts. */
#include "calls.h"
#include "compare.h"
#include "driver.h"

struct moment {
    const struct trial *trial;
    uint32_t runs;
};

static double run(void *data, enum program program)
{
    struct moment *m = data;
    uint32_t now = m->runs++;
    return m->trial->time[now < COMPARE_RUNS ? now : COMPARE_RUNS - 1]
                         [program == PROGRAM_B];
}

static void run_compare(const void *args)
{
    const struct compare_args *a = args;
    for (size_t i = 0; i < a->n; i++) {
        struct moment m = {.trial = &a->trials[i]};
        a->answers[i] = (uint32_t)compare(run, &m);
        a->runs[i] = m.runs;
    }
}

DRIVER_OPS(run_compare);

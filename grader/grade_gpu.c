/*
 * grade_gpu.c - the same kernels on a GPU.
 *
 * They are run there only when nothing else has failed: a wild kernel does no
 * harm to the emulator. The program is built apart from the others, since what
 * nvcc does not take may still be right.
 */
#include <stdlib.h>
#include <string.h>

#include "artifact.h"
#include "canary.h"
#include "gpu.h"
#include "grade.h"
#include "grade_parts.h"
#include "outcome.h"
#include "places.h"
#include "text.h"
#include "verdict.h"

/* The tests of all checks with kernels, and those that are for GPUs only. */
static char *tags_of(const struct exercise *x)
{
    struct text t;
    text_init(&t);
    text_addf(&t, "gpu");
    for (size_t i = 0; i < x->nchecks; i++)
        if (x->checks[i].kind == CHECK_KERNELS)
            text_addf(&t, " %s", x->checks[i].id);
    return t.bytes;
}

static void run(const struct grading *g, const struct artifacts *a,
                struct gpu_evidence *to)
{
    char *tags = tags_of(g->exercise);
    const struct check_spec all = {
        .id = tags, .title = "on the GPU", .kind = CHECK_KERNELS};
    struct run run = {g->exercise, &all, FLAVOUR_GPU, g->seed, NULL};
    struct outcome outcome;
    outcome_run(&run, 1, 1, a, &outcome);
    facts_read(outcome.records, FLAVOUR_GPU, &to->facts);
    to->facts.seconds = outcome.seconds;
    to->incomplete = !outcome.complete;
    outcome_clear(&outcome);
    free(tags);
}

/* What cannot be judged says why. */
static char *try(const struct grading *g, const char *copy,
                 struct gpu_evidence *to)
{
    const char *distrust = canary_distrust(FLAVOUR_GPU);
    struct order order = {
        .exercise = g->exercise, .submission = copy, .judge = true};
    struct artifacts a;
    if (distrust != NULL)
        return text_copy(distrust);
    order.worker[FLAVOUR_GPU] = true;
    artifact_build(&order, &a);
    char *why =
        a.failed ? text_format("nvcc does not build it: %s", a.message) : NULL;
    if (why == NULL)
        run(g, &a, to);
    artifact_clear(&a);
    return why;
}

void grade_on_gpu(const struct grading *g, const char *copy, struct evidence *e)
{
    const struct gpu *gpu = gpu_find();
    e->gpu.asked = gpu->there || gpu->wanted;
    e->gpu.name = gpu->there ? gpu->name : NULL;
    if (gpu->there)
        e->gpu.unfit = try(g, copy, &e->gpu);
    else if (gpu->wanted)
        e->gpu.unfit = text_copy(gpu->why);
}

void grade_forget_gpu(struct evidence *e)
{
    free(e->gpu.unfit);
    facts_clear(&e->gpu.facts);
}

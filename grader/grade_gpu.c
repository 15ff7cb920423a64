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

/* Tests that are for GPUs only; they come first. */
#define ONLY_THERE "gpu "

/* The tests of all checks with kernels, and those. */
static char *tags_of(const struct exercise *x)
{
    struct text t;
    text_init(&t);
    text_addf(&t, ONLY_THERE);
    for (size_t i = 0; i < x->nchecks; i++)
        if (x->checks[i].kind == CHECK_KERNELS)
            text_addf(&t, "%s ", x->checks[i].id);
    return t.bytes;
}

static void run(const struct grading *g, const struct artifacts *a,
                const char *tags, struct gpu_evidence *to)
{
    const struct check_spec all = {
        .id = (char *)tags, .title = "on the GPU", .kind = CHECK_KERNELS};
    struct run run = {g->exercise, &all, FLAVOUR_GPU, g->seed, NULL};
    struct outcome outcome;
    outcome_run(&run, 1, 1, a, &outcome);
    facts_read(outcome.records, FLAVOUR_GPU, &to->facts);
    to->facts.seconds = outcome.seconds;
    to->incomplete = !outcome.complete;
    outcome_clear(&outcome);
}

/* Results count once a kernel that is known to be right was right there, too;
 * what is wrong is not asked how it came about. */
static char *judge(const struct grading *g, const struct artifacts *a,
                   struct gpu_evidence *to)
{
    char *tags = tags_of(g->exercise);
    const char *distrust = NULL;
    run(g, a, tags, to);
    if (to->facts.tests > 0)
        distrust = canary_distrust(FLAVOUR_GPU);
    if (distrust == NULL && to->facts.tests > 0 && to->facts.failed == 0 &&
        !to->incomplete)
        grade_watch(a->watched, tags + strlen(ONLY_THERE), g->exercise->file,
                    to->tool);
    free(tags);
    return distrust == NULL ? NULL : text_copy(distrust);
}

static char *build_and_judge(const struct grading *g, const char *copy,
                             struct gpu_evidence *to)
{
    struct order order = {.exercise = g->exercise,
                          .submission = copy,
                          .judge = true,
                          .watched = true};
    struct artifacts a;
    order.worker[FLAVOUR_GPU] = true;
    artifact_build(&order, &a);
    char *why = a.failed ? text_format("nvcc does not build it: %s", a.message)
                         : judge(g, &a, to);
    artifact_clear(&a);
    return why;
}

void grade_on_gpu(const struct grading *g, const char *copy, struct evidence *e)
{
    const struct gpu *gpu = gpu_find();
    e->gpu.asked = true;
    e->gpu.name = gpu->there ? gpu->name : NULL;
    e->gpu.unfit =
        gpu->there ? build_and_judge(g, copy, &e->gpu) : text_copy(gpu->why);
}

void grade_forget_gpu(struct evidence *e)
{
    free(e->gpu.unfit);
    facts_clear(&e->gpu.facts);
}

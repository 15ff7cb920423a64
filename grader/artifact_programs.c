/*
 * artifact_programs.c - what an order comes down to: workers, and the programs
 * in which no stranger's code is watched.
 */
#include <stdlib.h>

#include "artifact_parts.h"
#include "files.h"

static void add_judge_of_ranks(struct jobs *jobs, struct text *objects,
                               struct recipe recipe)
{
    static const char *const files[] = {
        "grader/judge/mpi/*.c", "grader/mpi/board.c", "grader/mpi/finding.c",
        "grader/mpi/launch.c", "grader/mpi/orders.c"};
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        artifact_add_all(jobs, objects, recipe, files[i]);
}

static char *add_judge(struct jobs *jobs, const struct exercise *e)
{
    char *own = artifact_compiler(e, FLAVOUR_PLAIN, true);
    char *includes = text_format("-Igrader/judge -Ilib -I%s", e->folder);
    struct text objects;
    text_init(&objects);
    struct recipe recipe = {own, includes};
    struct recipe general = {own, "-Igrader/judge -Ilib", .general = true};
    static const char *const patterns[] = {
        "grader/judge/*.c", "grader/sandbox/*.c", "grader/cause.c",
        "grader/rounds.c",  "grader/speedup.c",   "grader/prediction.c"};
    artifact_add(jobs, &objects, recipe, e->suite);
    artifact_add_shared(jobs, &objects, recipe, e);
    for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++)
        artifact_add_all(jobs, &objects, general, patterns[i]);
    artifact_add_all(jobs, &objects,
                     (struct recipe){own, "-Ilib", .general = true}, "lib/*.c");
    if (e->mpi)
        add_judge_of_ranks(jobs, &objects, general);
    char *command =
        text_format("%s %s -lcheck -lsubunit -ljansson -lseccomp -lrt -lm", own,
                    objects.bytes);
    struct job *link =
        artifact_job(jobs, command, jobs->headers, e->name, "-judge");
    link->stage = LINK;
    char *output = text_copy(link->output);
    text_clear(&objects);
    free(own);
    free(includes);
    return output;
}

/* Everything in one program (grader/debug), nothing optimised. */
static char *add_debug(struct jobs *jobs, const struct order *order)
{
    const struct exercise *e = order->exercise;
    char *theirs = artifact_compiler(e, FLAVOUR_HELGRIND, false);
    char *includes =
        text_format("-Igrader/judge -Igrader/worker -Ilib -I%s", e->folder);
    char *driver = text_format("%s/driver.c", e->folder);
    struct text objects;
    text_init(&objects);
    struct job *object =
        artifact_compile(jobs, theirs, includes, order->submission);
    object->learner = true;
    struct recipe recipe = {theirs, includes};
    text_addf(&objects, "%s", object->output);
    artifact_add(jobs, &objects, recipe, driver);
    artifact_add(jobs, &objects, recipe, e->suite);
    artifact_add_shared(jobs, &objects, recipe, e);
    artifact_add_library(jobs, &objects, recipe, e);
    artifact_add_all(jobs, &objects, recipe, "grader/debug/*.c");
    artifact_add_all(jobs, &objects, recipe, "grader/judge/random.c");
    artifact_add_all(jobs, &objects, recipe, "grader/judge/linear.c");
    artifact_add_all(jobs, &objects, recipe, "grader/judge/patch.c");
    artifact_add_all(jobs, &objects, recipe, "grader/judge/predict.c");
    artifact_add_all(jobs, &objects, recipe, "grader/prediction.c");
    artifact_add_all(jobs, &objects, recipe, "grader/cause.c");
    char *command =
        text_format("%s %s -lcheck -lsubunit -lrt -lm", theirs, objects.bytes);
    struct job *link =
        artifact_job(jobs, command, jobs->headers, e->name, "-debug");
    link->stage = LINK;
    link->learner = true;
    text_clear(&objects);
    free(theirs);
    free(driver);
    free(includes);
    return text_copy(link->output);
}

/* The same for one schedule of the explorer (grader/debug/replay). */
static char *add_replay(struct jobs *jobs, const struct order *order)
{
    const struct exercise *e = order->exercise;
    char *plain = artifact_compiler(e, FLAVOUR_HELGRIND, true);
    char *includes =
        text_format("-Igrader/judge -Igrader/worker -Ilib -I%s", e->folder);
    struct recipe outside = {plain, includes, false};
    struct text objects;
    text_init(&objects);
    artifact_add_explored(jobs, &objects, e, FLAVOUR_EXPLORE, order->submission,
                          true);
    static const char *const ours[] = {
        "grader/debug/inprocess.c", "grader/debug/replay/replay.c",
        "grader/judge/random.c",    "grader/judge/linear.c",
        "grader/judge/patch.c",     "grader/cause.c"};
    artifact_add(jobs, &objects, outside, e->suite);
    for (size_t i = 0; i < sizeof ours / sizeof *ours; i++)
        artifact_add(jobs, &objects, outside, ours[i]);
    char *output = artifact_link_explored(
        jobs, e, &objects, "-lcheck -lsubunit -lrt", "-replay", true);
    text_clear(&objects);
    free(plain);
    free(includes);
    return output;
}

/* The same with kernels on a GPU (grader/debug/cuda). */
static char *add_watched(struct jobs *jobs, const struct order *order)
{
    const struct exercise *e = order->exercise;
    char *plain = artifact_compiler(e, FLAVOUR_PLAIN, true);
    char *includes =
        text_format("-Igrader/judge -Igrader/worker -Ilib -I%s", e->folder);
    struct recipe recipe = {plain, includes};
    struct text objects;
    text_init(&objects);
    artifact_add_gpu(jobs, &objects, e, order->submission, true);
    static const char *const ours[] = {
        "grader/debug/inprocess.c", "grader/debug/cuda/kernels.c",
        "grader/judge/random.c", "grader/cause.c"};
    artifact_add(jobs, &objects, recipe, e->suite);
    for (size_t i = 0; i < sizeof ours / sizeof *ours; i++)
        artifact_add(jobs, &objects, recipe, ours[i]);
    char *output = artifact_link_gpu(jobs, e, &objects,
                                     "-lcheck -lsubunit -lrt -lm -lpthread",
                                     "-watched", true);
    text_clear(&objects);
    free(plain);
    free(includes);
    return output;
}

/* The headers of two compilers differ, so their texts cannot be compared: gcc
 * stands in for clang, which Archer needs. */
static const char *const like_clang =
    " -U__GNUC__ -D__GNUC__=4 -D__clang__ -D__llvm__";

/* A .cu file as it is, without its comments: no macro of the emulator's
 * headers stands in the learner's lines. */
static char *add_text_of_cuda(struct jobs *jobs, const struct order *order)
{
    char *command =
        text_format("g++ -x c++ -fpreprocessed -E %s", order->submission);
    struct job *job = artifact_job(
        jobs, command, artifact_hash(jobs->headers, order->submission),
        flavour_name(FLAVOUR_CUDA), ".i");
    job->learner = true;
    return text_copy(job->output);
}

/* The text after the preprocessor; comes from the cache as a log. */
static char *add_text(struct jobs *jobs, const struct order *order,
                      enum flavour flavour)
{
    const struct exercise *e = order->exercise;
    if (e->cuda)
        return add_text_of_cuda(jobs, order);
    char *same = artifact_compiler(e, flavour, false);
    char *command = text_format(
        "%s%s -Ilib -I%s%s -E %s", same,
        e->openmp && (flavour != FLAVOUR_PLAIN || e->libomp) ? like_clang : "",
        e->folder, e->mpi ? " " MINI_INCLUDE : "", order->submission);
    struct job *job = artifact_job(
        jobs, command, artifact_hash(jobs->headers, order->submission),
        flavour_name(flavour), ".i");
    job->learner = true;
    free(same);
    return text_copy(job->output);
}

void artifact_plan(const struct order *o, struct jobs *jobs,
                   struct artifacts *a, char *texts[2])
{
    const struct exercise *e = o->exercise;
    jobs->general = artifact_hash_headers(o);
    jobs->headers = artifact_hash_own(jobs->general, e);
    for (int f = 0; f < FLAVOURS; f++)
        if (o->worker[f])
            a->worker[f] = artifact_worker(jobs, e, f, o->submission, true);
    if (o->texts) {
        texts[0] = add_text(jobs, o, FLAVOUR_PLAIN);
        texts[1] = add_text(jobs, o, FLAVOUR_TSAN);
    }
    char *serial = text_format("%s/serial.c", e->folder);
    if (o->serial && files_exist(serial))
        a->serial = artifact_worker(jobs, e, FLAVOUR_PLAIN, serial, false);
    if (o->worker[FLAVOUR_VIRTUAL] && files_exist(serial))
        a->virtual_serial =
            artifact_worker(jobs, e, FLAVOUR_VIRTUAL, serial, false);
    if (o->reference && files_exist(e->solution))
        a->reference =
            artifact_worker(jobs, e, FLAVOUR_PLAIN, e->solution, false);
    if (o->debug)
        a->debug = add_debug(jobs, o);
    if (o->replay)
        a->replay = add_replay(jobs, o);
    if (o->watched)
        a->watched = add_watched(jobs, o);
    if (o->judge)
        a->judge = add_judge(jobs, e);
    free(serial);
}

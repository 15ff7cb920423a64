/* artifact_workers.c - a worker of each flavour. */
#include <stdlib.h>
#include <sys/stat.h>

#include "artifact_parts.h"
#include "files.h"
#include "gpu.h"
#include "nvcc.h"

/* The schedule explorer. */
#define EXPLORER "build/explore/explorer.o"

/* What MPI's header and library are, here. */
#define MPICH_INCLUDE "@build/mpi/mpich.include"
#define MPICH_LINK " @build/mpi/mpich.link"
/* The calls that order threads go through the layer. */
#define THREADS_LINK " @grader/mpi/wrap.ld"

#define EMULATOR_INCLUDE "build/cuda/include"
#define EMULATOR_LIBRARY "build/cuda/libparcourscuda.a"

/* A worker's compiler, which also says what OpenMP runs on. */
static char *worker_compiler(const struct exercise *e, enum flavour flavour,
                             bool own)
{
    if (flavour != FLAVOUR_PLAIN || !e->libomp)
        return artifact_compiler(e, flavour, own);
    return text_format("%s %s%s%s", flavour_compiler(FLAVOUR_ARCHER),
                       flavour_flags(FLAVOUR_PLAIN, true), own ? " " : "",
                       own ? flavour_own_flags() : "");
}

static char *add_worker(struct jobs *jobs, const struct exercise *e,
                        enum flavour flavour, const char *source, bool learner)
{
    char *includes = text_format("-Ilib -I%s", e->folder);
    char *theirs = worker_compiler(e, flavour, false);
    char *own = worker_compiler(e, flavour, true);
    char *own_includes = text_format("%s -Igrader/worker", includes);
    /* the worker's own code is not to be watched by the detector */
    char *plain = artifact_compiler(e, FLAVOUR_PLAIN, true);
    struct recipe worker = {plain, "-Ilib -Igrader/worker", .general = true};
    bool books = e->openmp && flavour == FLAVOUR_PLAIN;
    const char *wrappers = flavour_tool(flavour) == FLAVOUR_ARCHER ? "archer"
                           : flavour_tool(flavour) == FLAVOUR_TSAN ? "tsan"
                           : !books                                ? NULL
                           : e->libomp                             ? "libomp"
                                                                   : "libgomp";
    char *driver = text_format("%s/driver.c", e->folder);
    struct text objects;
    text_init(&objects);

    struct job *object = artifact_compile(jobs, theirs, includes, source);
    object->learner = object->learner || learner;
    text_addf(&objects, "%s %s", object->output,
              artifact_compile(jobs, own, own_includes, driver)->output);
    artifact_add_shared(jobs, &objects, (struct recipe){own, own_includes}, e);
    artifact_add_library(jobs, &objects,
                         (struct recipe){own, "-Ilib", .general = true}, e);
    artifact_add_all(jobs, &objects, worker, "grader/worker/*.c");
    text_addf(&objects, " @grader/worker/wrap.ld");
    if (books)
        artifact_add_all(jobs, &objects, worker, "grader/worker/openmp/*.c");
    if (wrappers != NULL) {
        char *pattern = text_format("grader/worker/%s/*.c", wrappers);
        artifact_add_all(jobs, &objects, worker, pattern);
        text_addf(&objects, " @grader/worker/%s/wrap.ld", wrappers);
        free(pattern);
    }
    char *command = text_format("%s %s -lm", theirs, objects.bytes);
    struct job *link = artifact_job(jobs, command, jobs->headers, e->name, "");
    link->stage = LINK;
    link->learner = link->learner || learner;
    char *output = text_copy(link->output);

    text_clear(&objects);
    char *const done[] = {includes, theirs, own, own_includes, plain, driver};
    for (size_t i = 0; i < sizeof done / sizeof *done; i++)
        free(done[i]);
    return output;
}

void artifact_add_explored(struct jobs *jobs, struct text *objects,
                           const struct exercise *e, enum flavour flavour,
                           const char *source, bool learner)
{
    char *theirs = artifact_compiler(e, flavour, false);
    char *includes = text_format("-Ilib -I%s", e->folder);
    char *own = artifact_compiler(e, flavour, true);
    char *own_includes =
        text_format("%s -Igrader/worker -iquote grader/explore", includes);
    char *plain = artifact_compiler(e, FLAVOUR_PLAIN, true);
    char *driver = text_format("%s/driver.c", e->folder);
    struct recipe explored = {own, own_includes, true};
    struct recipe library = {own, "-Ilib", true, true};
    struct recipe unseen = {
        plain, "-Ilib -Igrader/worker -iquote grader/explore", true, true};

    struct job *object = artifact_compile(jobs, theirs, includes, source);
    object->learner = object->learner || learner;
    text_addf(objects, "%s", artifact_explored(jobs, object->output));
    artifact_add(jobs, objects, explored, driver);
    artifact_add_shared(jobs, objects, explored, e);
    artifact_add_library(jobs, objects, library, e);
    artifact_add(jobs, objects, unseen, "grader/scenario/play.c");

    char *const done[] = {theirs, includes, own, own_includes, plain, driver};
    for (size_t i = 0; i < sizeof done / sizeof *done; i++)
        free(done[i]);
}

char *artifact_link_explored(struct jobs *jobs, const struct exercise *e,
                             const struct text *objects, const char *libraries,
                             const char *ending, bool learner)
{
    char *command = text_format(
        "%s -no-pie -Wl,-z,now -pthread %s " EXPLORER " %s -lm",
        flavour_compiler(FLAVOUR_EXPLORE), objects->bytes, libraries);
    struct job *link = artifact_job(
        jobs, command, artifact_hash(jobs->headers, EXPLORER), e->name, ending);
    link->stage = LINK;
    link->learner = link->learner || learner;
    return text_copy(link->output);
}

/* A worker whose threads are the explorer's. */
static char *add_explored_worker(struct jobs *jobs, const struct exercise *e,
                                 enum flavour flavour, const char *source,
                                 bool learner)
{
    char *plain = artifact_compiler(e, FLAVOUR_PLAIN, true);
    struct recipe outside = {
        plain, "-Ilib -Igrader/worker -iquote grader/explore", false, true};
    struct text objects;
    text_init(&objects);
    artifact_add_explored(jobs, &objects, e, flavour, source, learner);
    artifact_add(jobs, &objects, outside, "grader/scenario/worker.c");
    artifact_add(jobs, &objects, outside, "grader/worker/trouble.c");
    char *output =
        artifact_link_explored(jobs, e, &objects, "", "-explored", learner);
    text_clear(&objects);
    free(plain);
    return output;
}

void artifact_add_first(struct jobs *jobs, const struct exercise *e,
                        const char *source)
{
    char *compiler = artifact_compiler(e, FLAVOUR_MINI, false);
    char *includes = text_format("-Ilib -I%s " MPICH_INCLUDE, e->folder);
    artifact_compile(jobs, compiler, includes, source)->learner = true;
    artifact_move_first(jobs);
    free(compiler);
    free(includes);
}

/* A worker whose main is that of a rank (grader/worker/mpi): under MPICH and
 * the layer, or with the mini-MPI. */
static char *add_ranked_worker(struct jobs *jobs, const struct exercise *e,
                               enum flavour flavour, const char *source,
                               bool learner)
{
    bool mini = flavour == FLAVOUR_MINI;
    char *theirs = artifact_compiler(e, flavour, false);
    char *own = artifact_compiler(e, FLAVOUR_PLAIN, true);
    char *includes = text_format("-Ilib -I%s %s", e->folder,
                                 mini ? MINI_INCLUDE : MPICH_INCLUDE);
    char *own_includes = text_format("%s -Igrader/worker/mpi", includes);
    char *driver = text_format("%s/driver.c", e->folder);
    /* what the driver does for the learner is seen as the learner's doing */
    char *seen = artifact_compiler(e, flavour, true);
    struct recipe recipe = {seen, own_includes};
    struct recipe library = {own, "-Ilib", .general = true};
    struct recipe main_of_rank = {
        own,
        mini ? "-Igrader/worker/mpi -Dmain=mini_main " MINI_INCLUDE
             : "-Igrader/worker/mpi " MPICH_INCLUDE,
        .general = true};
    struct text objects;
    text_init(&objects);

    struct job *object = artifact_compile(jobs, theirs, includes, source);
    object->learner = object->learner || learner;
    text_addf(&objects, "%s", object->output);
    artifact_add(jobs, &objects, recipe, driver);
    artifact_add_shared(jobs, &objects, recipe, e);
    artifact_add_all(jobs, &objects, library, "lib/*.c");
    artifact_add_all(jobs, &objects, main_of_rank, "grader/worker/mpi/*.c");
    char *command = text_format(
        "%s -pthread %s %s -lm", flavour_compiler(flavour), objects.bytes,
        mini ? MINI_OBJECT : ARTIFACT_LAYER MPICH_LINK THREADS_LINK);
    struct job *link = artifact_job(
        jobs, command,
        artifact_hash(jobs->headers, mini ? MINI_OBJECT : ARTIFACT_LAYER),
        e->name, mini ? "-mini" : "-ranks");
    link->stage = LINK;
    link->learner = link->learner || learner;

    text_clear(&objects);
    char *const done[] = {theirs, own, seen, includes, own_includes, driver};
    for (size_t i = 0; i < sizeof done / sizeof *done; i++)
        free(done[i]);
    return text_copy(link->output);
}

/* A worker whose kernels are run by the emulator (grader/worker/cuda). The
 * objects are the emulator's: it translates the source before g++ sees it. */
static char *add_cuda_worker(struct jobs *jobs, const struct exercise *e,
                             enum flavour flavour, const char *source,
                             bool learner)
{
    char *theirs = artifact_compiler(e, flavour, false);
    char *includes = text_format("--flag=-Ilib --flag=-I%s "
                                 "--flag=-I" EMULATOR_INCLUDE,
                                 e->folder);
    char *own_includes = text_format(
        "%s --flag=-Igrader/worker --flag=-Igrader/worker/cuda", includes);
    char *driver = text_format("%s/driver.cu", e->folder);
    char *ours = text_format(
        "%s %s -DPARCOURS_MODE=%s", flavour_compiler(FLAVOUR_PLAIN),
        flavour_flags(FLAVOUR_PLAIN, false),
        flavour == FLAVOUR_TALLY ? "PARCOURS_COUNT" : "PARCOURS_CHECK");
    struct recipe runtime = {
        ours, "-Igrader/worker -Igrader/worker/cuda -Igrader/cuda",
        .general = true};
    struct text objects;
    text_init(&objects);

    struct job *object = artifact_compile(jobs, theirs, includes, source);
    object->learner = object->learner || learner;
    text_addf(&objects, "%s %s", object->output,
              artifact_compile(jobs, theirs, own_includes, driver)->output);
    artifact_add_all(jobs, &objects, runtime, "grader/worker/cuda/*.c");
    char *command =
        text_format("g++ -no-pie %s -Wl,--whole-archive " EMULATOR_LIBRARY
                    " -Wl,--no-whole-archive -pthread -ldl -lm",
                    objects.bytes);
    struct job *link = artifact_job(
        jobs, command, artifact_hash(jobs->headers, EMULATOR_LIBRARY), e->name,
        flavour == FLAVOUR_TALLY ? "-tally" : "-cuda");
    link->stage = LINK;
    link->learner = link->learner || learner;

    text_clear(&objects);
    char *const done[] = {theirs, includes, own_includes, driver, ours};
    for (size_t i = 0; i < sizeof done / sizeof *done; i++)
        free(done[i]);
    return text_copy(link->output);
}

/* Objects of nvcc for the GPU that is there. */
struct nvcc {
    char *compiler;   /* of the learner's file */
    char *includes;   /* what that sees */
    uint64_t version; /* goes into the names of objects */
};

static struct nvcc nvcc_start(const struct jobs *jobs, const struct exercise *e)
{
    char *flags = gpu_flags(gpu_find());
    struct stat s = {0};
    const char *path = nvcc_path() == NULL ? "nvcc" : nvcc_path();
    stat(path, &s);
    struct nvcc n = {text_format("%s %s", path, flags),
                     text_format("-Ilib -I%s", e->folder),
                     files_hash(jobs->headers, &s.st_mtim, sizeof s.st_mtim)};
    free(flags);
    return n;
}

static void nvcc_end(struct nvcc *n)
{
    free(n->compiler);
    free(n->includes);
}

static struct job *nvcc_object(struct jobs *jobs, const struct nvcc *n,
                               const char *more, const char *source)
{
    char *command =
        text_format("%s %s%s -c %s", n->compiler, n->includes, more, source);
    return artifact_job(jobs, command, artifact_hash(n->version, source), "gpu",
                        ".o");
}

void artifact_add_gpu(struct jobs *jobs, struct text *objects,
                      const struct exercise *e, const char *source,
                      bool learner)
{
    static const char *const more =
        " -Igrader/worker -Igrader/worker/cuda -Igrader/worker/gpu";
    struct nvcc n = nvcc_start(jobs, e);
    char *driver = text_format("%s/driver.cu", e->folder);
    struct job *object = nvcc_object(jobs, &n, "", source);
    object->learner = object->learner || learner;
    text_addf(
        objects, "%s %s %s", object->output,
        nvcc_object(jobs, &n, more, driver)->output,
        nvcc_object(jobs, &n, more, "grader/worker/gpu/device.cu")->output);
    free(driver);
    nvcc_end(&n);
}

char *artifact_link_gpu(struct jobs *jobs, const struct exercise *e,
                        const struct text *objects, const char *libraries,
                        const char *ending, bool learner)
{
    struct nvcc n = nvcc_start(jobs, e);
    char *command =
        text_format("%s %s %s", n.compiler, objects->bytes, libraries);
    struct job *link = artifact_job(jobs, command, n.version, e->name, ending);
    link->stage = LINK;
    link->learner = link->learner || learner;
    nvcc_end(&n);
    return text_copy(link->output);
}

/* A worker whose kernels run on a GPU (grader/worker/gpu). */
static char *add_gpu_worker(struct jobs *jobs, const struct exercise *e,
                            enum flavour flavour, const char *source,
                            bool learner)
{
    char *ours = artifact_compiler(e, FLAVOUR_PLAIN, true);
    struct recipe plain = {
        ours, "-Igrader/worker -Igrader/worker/cuda -Igrader/worker/gpu",
        .general = true};
    struct text objects;
    (void)flavour;
    text_init(&objects);
    artifact_add_gpu(jobs, &objects, e, source, learner);
    artifact_add(jobs, &objects, plain, "grader/worker/gpu/worker.c");
    artifact_add(jobs, &objects, plain, "grader/worker/cuda/channel.c");
    char *output = artifact_link_gpu(jobs, e, &objects, "", "-gpu", learner);
    text_clear(&objects);
    free(ours);
    return output;
}

static char *(*const adders[FLAVOURS])(struct jobs *, const struct exercise *,
                                       enum flavour, const char *, bool) = {
    [FLAVOUR_PLAIN] = add_worker,
    [FLAVOUR_TSAN] = add_worker,
    [FLAVOUR_HELGRIND] = add_worker,
    [FLAVOUR_ARCHER] = add_worker,
    [FLAVOUR_EXPLORE] = add_explored_worker,
    [FLAVOUR_VIRTUAL] = add_explored_worker,
    [FLAVOUR_MINI] = add_ranked_worker,
    [FLAVOUR_ALONE] = add_worker,
    [FLAVOUR_TSAN_FAST] = add_worker,
    [FLAVOUR_ARCHER_FAST] = add_worker,
    [FLAVOUR_RANKS] = add_ranked_worker,
    [FLAVOUR_CUDA] = add_cuda_worker,
    [FLAVOUR_TALLY] = add_cuda_worker,
    [FLAVOUR_GPU] = add_gpu_worker,
};

char *artifact_worker(struct jobs *jobs, const struct exercise *e,
                      enum flavour flavour, const char *source, bool learner)
{
    return adders[flavour](jobs, e, flavour, source, learner);
}

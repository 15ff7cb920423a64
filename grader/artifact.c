/*
 * artifact.c - see artifact.h
 *
 * How it works.  An order becomes a list of jobs: compile jobs, then jobs
 * that lead the calls of objects to the explorer, then link jobs that name the
 * objects they need.  Each job is one compiler command
 * with one output file in the cache; jobs whose output is there already are
 * left out.  Jobs of a wave run side by side.  What the compiler printed is
 * kept beside the output, so that a warning shows up again when the object
 * comes from the cache.
 */
#include <errno.h>
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "artifact.h"
#include "die.h"
#include "files.h"
#include "process.h"
#include "sandbox/sandbox.h"

enum { JOBS = 192, WORDS = 192 };

/* The schedule explorer, and the calls that it takes over. */
#define EXPLORER "build/explore/explorer.o"
#define EXPLORER_NAMES "build/explore/names.map"

/* What MPI's header and library are, here, and our own small MPI. */
#define MPICH_INCLUDE "@build/mpi/mpich.include"
#define MPICH_LINK " @build/mpi/mpich.link"
#define MINI_INCLUDE "-Igrader/mpi/mini"
#define MINI_OBJECT "build/mpi/mini.o"

/* The CUDA emulator: makes an object of a .cu file, and runs its kernels. */
#define EMULATOR "build/cuda/parcours-cuda"
#define EMULATOR_INCLUDE "build/cuda/include"
#define EMULATOR_LIBRARY "build/cuda/libparcourscuda.a"

/* What a compiler may take for one file: a hundred times what an honest one
 * needs, by the processor's clock; by the wall's, more, since a machine may be
 * busy. Hostile source makes it work, fill memory or disk, or print on. */
static const double patience = 40;
static const unsigned long cpu_most = 10, memory_most = 1500ul << 20,
                           file_most = 64ul << 20;

#define CACHE "build/cache"

/* Jobs of a later stage need what those of an earlier one made. */
enum stage { COMPILE, RENAME, LINK, STAGES };

struct job {
    char *command; /* words separated by blanks, without the output */
    char *output;  /* in the cache */
    bool learner;  /* its failure is the learner's */
    enum stage stage;
    struct process process;
    char *words; /* the command split at blanks */
    char *argv[WORDS];
    char *draft; /* the output, until it is known to be good */
    /* the learner's: the sandbox, files that the command names, a folder
     * that only this job writes in */
    struct sandbox sandbox;
    const char *read[WORDS];
    char *folder;
};

struct jobs {
    struct job list[JOBS];
    size_t count;
    /* hash of compiler and headers: ours, and the exercise's as well */
    uint64_t general, headers;
};

/* --- names in the cache -------------------------------------------------- */

static uint64_t hash_file(uint64_t hash, const char *path)
{
    struct text t;
    text_init(&t);
    const char *failed = files_read(path, &t);
    if (failed != NULL)
        die("cannot read %s: %s", path, failed);
    hash = files_hash(hash, path, strlen(path) + 1);
    hash = files_hash(hash, t.bytes, t.length);
    text_clear(&t);
    return hash;
}

static uint64_t hash_matches(uint64_t hash, const char *pattern)
{
    glob_t found;
    if (glob(pattern, 0, NULL, &found) == 0)
        for (size_t i = 0; i < found.gl_pathc; i++)
            hash = hash_file(hash, found.gl_pathv[i]);
    globfree(&found);
    return hash;
}

/* Changes whenever another compiler answers to the same name. */
static uint64_t hash_compiler(uint64_t hash, const char *compiler)
{
    const char *path = getenv("PATH");
    path = path == NULL ? "/usr/bin:/bin" : path;
    while (*path != '\0') {
        size_t length = strcspn(path, ":");
        struct stat s;
        char *name = text_format("%.*s/%s", (int)length, path, compiler);
        int found = stat(name, &s);
        free(name);
        if (found == 0) {
            hash = files_hash(hash, &s.st_size, sizeof s.st_size);
            return files_hash(hash, &s.st_mtim, sizeof s.st_mtim);
        }
        path += length + (path[length] == ':');
    }
    die_status(STATUS_NOT_JUDGED, "there is no %s: run setup/install run",
               compiler);
}

static uint64_t hash_headers(const struct order *o)
{
    static const char *const patterns[] = {"lib/*.h",
                                           "lib/*/*.h",
                                           "grader/*.h",
                                           "grader/worker/*.h",
                                           "grader/judge/*.h",
                                           "grader/scenario/*.h",
                                           "grader/explore/explore.h",
                                           "grader/debug/*.h",
                                           "grader/worker/*.ld",
                                           "grader/worker/*/*.ld",
                                           "grader/worker/openmp/*.h",
                                           "grader/worker/mpi/*.h",
                                           "grader/judge/mpi/*.h",
                                           "grader/mpi/*.h",
                                           "grader/mpi/mini/mpi.h",
                                           "grader/cuda/*.h",
                                           "grader/cuda/include/*.h",
                                           "grader/worker/cuda/*.h",
                                           "grader/sandbox/*.h"};
    uint64_t hash =
        hash_compiler(files_hash_start, flavour_compiler(FLAVOUR_PLAIN));
    if (o->worker[FLAVOUR_ARCHER] || o->exercise->libomp)
        hash = hash_compiler(hash, flavour_compiler(FLAVOUR_ARCHER));
    if (o->exercise->cuda)
        hash = hash_file(hash_compiler(hash, "g++"), EMULATOR);
    for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++)
        hash = hash_matches(hash, patterns[i]);
    return hash;
}

static uint64_t hash_own_headers(uint64_t hash, const struct exercise *e)
{
    char *own = text_format("%s/*.h", e->folder);
    hash = hash_matches(hash, own);
    free(own);
    return hash;
}

/* --- jobs ---------------------------------------------------------------- */

static struct job *add_job(struct jobs *jobs, char *command, uint64_t hash,
                           const char *name, const char *suffix)
{
    hash = files_hash(hash, command, strlen(command));
    char *output = text_format(CACHE "/%016llx-%s%s", (unsigned long long)hash,
                               name, suffix);
    for (size_t i = 0; i < jobs->count; i++)
        if (strcmp(jobs->list[i].output, output) == 0) {
            free(command);
            free(output);
            return &jobs->list[i]; /* another program needs it too */
        }
    if (jobs->count == JOBS)
        die("more than %d files to build for one exercise", JOBS);
    struct job *job = &jobs->list[jobs->count++];
    *job = (struct job){.command = command, .output = output};
    return job;
}

static char *base_name(const char *source)
{
    const char *name = files_name(source);
    return text_format("%.*s", (int)strcspn(name, "."), name);
}

/* The compiler with the flags of a flavour, and of ours if it is our file. To
 * be freed. */
static char *compiler(const struct exercise *e, enum flavour flavour, bool own)
{
    return text_format("%s %s%s%s", flavour_compiler(flavour),
                       flavour_flags(flavour, e->openmp), own ? " " : "",
                       own ? flavour_own_flags() : "");
}

/* A worker's compiler, which also says what OpenMP runs on. */
static char *worker_compiler(const struct exercise *e, enum flavour flavour,
                             bool own)
{
    if (flavour != FLAVOUR_PLAIN || !e->libomp)
        return compiler(e, flavour, own);
    return text_format("%s %s%s%s", flavour_compiler(FLAVOUR_ARCHER),
                       flavour_flags(FLAVOUR_PLAIN, true), own ? " " : "",
                       own ? flavour_own_flags() : "");
}

/* The emulator's command knows what it is to do with a .cu file. */
static struct job *compile_file(struct jobs *jobs, uint64_t headers,
                                const char *compiler, const char *includes,
                                const char *source)
{
    bool emulated = strncmp(compiler, EMULATOR, strlen(EMULATOR)) == 0;
    char *command = text_format("%s %s%s %s", compiler, includes,
                                emulated ? "" : " -c", source);
    char *name = base_name(source);
    struct job *job =
        add_job(jobs, command, hash_file(headers, source), name, ".o");
    free(name);
    return job;
}

static struct job *compile(struct jobs *jobs, const char *compiler,
                           const char *includes, const char *source)
{
    return compile_file(jobs, jobs->headers, compiler, includes, source);
}

/* The same object, with its calls led to the explorer's runtime. */
static const char *rename_calls(struct jobs *jobs, const char *object)
{
    char *command =
        text_format("objcopy --redefine-syms=" EXPLORER_NAMES " %s", object);
    struct job *job =
        add_job(jobs, command, hash_file(files_hash_start, EXPLORER_NAMES),
                "explored", ".o");
    job->stage = RENAME;
    return job->output;
}

/* How the objects of a program are made. */
struct recipe {
    const char *compiler, *includes;
    bool explored; /* its calls are led to the explorer's runtime */
    bool general;  /* has no header of the exercise: one object for all */
};

static void add_object(struct jobs *jobs, struct text *objects,
                       struct recipe recipe, const char *source)
{
    const char *object =
        compile_file(jobs, recipe.general ? jobs->general : jobs->headers,
                     recipe.compiler, recipe.includes, source)
            ->output;
    text_addf(objects, " %s",
              recipe.explored ? rename_calls(jobs, object) : object);
}

static void compile_all(struct jobs *jobs, struct text *objects,
                        struct recipe recipe, const char *pattern)
{
    glob_t found;
    if (glob(pattern, 0, NULL, &found) == 0)
        for (size_t i = 0; i < found.gl_pathc; i++)
            add_object(jobs, objects, recipe, found.gl_pathv[i]);
    globfree(&found);
}

/* True for the exercise's files that both sides share: not the learner's,
 * not the driver, not the serial baseline, not a suite. */
static bool is_shared(const struct exercise *e, const char *path)
{
    const char *name = files_name(path);
    return strcmp(name, e->file) != 0 && strcmp(name, "driver.c") != 0 &&
           strcmp(name, "serial.c") != 0 && strcmp(path, e->suite) != 0;
}

static void compile_shared(struct jobs *jobs, struct text *objects,
                           struct recipe recipe, const struct exercise *e)
{
    glob_t found;
    char *pattern = text_format("%s/*.c", e->folder);
    if (glob(pattern, 0, NULL, &found) == 0)
        for (size_t i = 0; i < found.gl_pathc; i++)
            if (is_shared(e, found.gl_pathv[i]))
                add_object(jobs, objects, recipe, found.gl_pathv[i]);
    globfree(&found);
    free(pattern);
}

/* What learners and drivers are linked with. */
static void compile_library(struct jobs *jobs, struct text *objects,
                            struct recipe recipe, const struct exercise *e)
{
    compile_all(jobs, objects, recipe, "lib/*.c");
    if (e->library == NULL)
        return;
    char *pattern = text_format("lib/%s/*.c", e->library);
    compile_all(jobs, objects, recipe, pattern);
    free(pattern);
}

/* A worker: `source` is the learner's file or one of ours in its place. */
static char *add_worker(struct jobs *jobs, const struct exercise *e,
                        enum flavour flavour, const char *source, bool learner)
{
    char *includes = text_format("-Ilib -I%s", e->folder);
    char *theirs = worker_compiler(e, flavour, false);
    char *own = worker_compiler(e, flavour, true);
    char *own_includes = text_format("%s -Igrader/worker", includes);
    /* the worker's own code is not to be watched by the detector */
    char *plain = compiler(e, FLAVOUR_PLAIN, true);
    struct recipe worker = {plain, "-Ilib -Igrader/worker", .general = true};
    bool books = e->openmp && flavour == FLAVOUR_PLAIN;
    const char *wrappers = flavour == FLAVOUR_ARCHER ? "archer"
                           : !books                  ? NULL
                           : e->libomp               ? "libomp"
                                                     : "libgomp";
    char *driver = text_format("%s/driver.c", e->folder);
    struct text objects;
    text_init(&objects);

    struct job *object = compile(jobs, theirs, includes, source);
    object->learner = object->learner || learner;
    text_addf(&objects, "%s %s", object->output,
              compile(jobs, own, own_includes, driver)->output);
    compile_shared(jobs, &objects, (struct recipe){own, own_includes}, e);
    compile_library(jobs, &objects,
                    (struct recipe){own, "-Ilib", .general = true}, e);
    compile_all(jobs, &objects, worker, "grader/worker/*.c");
    text_addf(&objects, " @grader/worker/wrap.ld");
    if (books)
        compile_all(jobs, &objects, worker, "grader/worker/openmp/*.c");
    if (wrappers != NULL) {
        char *pattern = text_format("grader/worker/%s/*.c", wrappers);
        compile_all(jobs, &objects, worker, pattern);
        text_addf(&objects, " @grader/worker/%s/wrap.ld", wrappers);
        free(pattern);
    }
    char *command = text_format("%s %s -lm", theirs, objects.bytes);
    struct job *link = add_job(jobs, command, jobs->headers, e->name, "");
    link->stage = LINK;
    link->learner = link->learner || learner;
    char *output = text_copy(link->output);

    text_clear(&objects);
    char *const done[] = {includes, theirs, own, own_includes, plain, driver};
    for (size_t i = 0; i < sizeof done / sizeof *done; i++)
        free(done[i]);
    return output;
}

/* Learner's code, driver and scenario with the explorer's threads
 * (grader/scenario). */
static void compile_explored(struct jobs *jobs, struct text *objects,
                             const struct exercise *e, enum flavour flavour,
                             const char *source, bool learner)
{
    char *theirs = compiler(e, flavour, false);
    char *includes = text_format("-Ilib -I%s", e->folder);
    char *own = compiler(e, flavour, true);
    char *own_includes =
        text_format("%s -Igrader/worker -iquote grader/explore", includes);
    char *plain = compiler(e, FLAVOUR_PLAIN, true);
    char *driver = text_format("%s/driver.c", e->folder);
    struct recipe explored = {own, own_includes, true};
    struct recipe library = {own, "-Ilib", true, true};
    struct recipe unseen = {
        plain, "-Ilib -Igrader/worker -iquote grader/explore", true, true};

    struct job *object = compile(jobs, theirs, includes, source);
    object->learner = object->learner || learner;
    text_addf(objects, "%s", rename_calls(jobs, object->output));
    add_object(jobs, objects, explored, driver);
    compile_shared(jobs, objects, explored, e);
    compile_library(jobs, objects, library, e);
    add_object(jobs, objects, unseen, "grader/scenario/play.c");

    char *const done[] = {theirs, includes, own, own_includes, plain, driver};
    for (size_t i = 0; i < sizeof done / sizeof *done; i++)
        free(done[i]);
}

static char *link_explored(struct jobs *jobs, const struct exercise *e,
                           const struct text *objects, const char *libraries,
                           const char *ending, bool learner)
{
    char *command = text_format(
        "%s -no-pie -Wl,-z,now -pthread %s " EXPLORER " %s -lm",
        flavour_compiler(FLAVOUR_EXPLORE), objects->bytes, libraries);
    struct job *link = add_job(
        jobs, command, hash_file(jobs->headers, EXPLORER), e->name, ending);
    link->stage = LINK;
    link->learner = link->learner || learner;
    return text_copy(link->output);
}

/* A worker whose threads are the explorer's. */
static char *add_explored_worker(struct jobs *jobs, const struct exercise *e,
                                 enum flavour flavour, const char *source,
                                 bool learner)
{
    char *plain = compiler(e, FLAVOUR_PLAIN, true);
    struct recipe outside = {
        plain, "-Ilib -Igrader/worker -iquote grader/explore", false, true};
    struct text objects;
    text_init(&objects);
    compile_explored(jobs, &objects, e, flavour, source, learner);
    add_object(jobs, &objects, outside, "grader/scenario/worker.c");
    add_object(jobs, &objects, outside, "grader/worker/trouble.c");
    char *output = link_explored(jobs, e, &objects, "", "-explored", learner);
    text_clear(&objects);
    free(plain);
    return output;
}

/* A worker whose main is that of a rank (grader/worker/mpi): under MPICH and
 * the layer, or with the mini-MPI. */
static char *add_ranked_worker(struct jobs *jobs, const struct exercise *e,
                               enum flavour flavour, const char *source,
                               bool learner)
{
    bool mini = flavour == FLAVOUR_MINI;
    char *theirs = compiler(e, flavour, false);
    char *own = compiler(e, FLAVOUR_PLAIN, true);
    char *includes = text_format("-Ilib -I%s %s", e->folder,
                                 mini ? MINI_INCLUDE : MPICH_INCLUDE);
    char *own_includes = text_format("%s -Igrader/worker/mpi", includes);
    char *driver = text_format("%s/driver.c", e->folder);
    /* what the driver does for the learner is seen as the learner's doing */
    char *seen = compiler(e, flavour, true);
    struct recipe recipe = {seen, own_includes};
    struct recipe library = {own, "-Ilib", .general = true};
    struct recipe main_of_rank = {
        own,
        mini ? "-Igrader/worker/mpi -Dmain=mini_main " MINI_INCLUDE
             : "-Igrader/worker/mpi " MPICH_INCLUDE,
        .general = true};
    struct text objects;
    text_init(&objects);

    struct job *object = compile(jobs, theirs, includes, source);
    object->learner = object->learner || learner;
    text_addf(&objects, "%s", object->output);
    add_object(jobs, &objects, recipe, driver);
    compile_shared(jobs, &objects, recipe, e);
    compile_all(jobs, &objects, library, "lib/*.c");
    compile_all(jobs, &objects, main_of_rank, "grader/worker/mpi/*.c");
    char *command = text_format("%s -pthread %s %s -lm",
                                flavour_compiler(flavour), objects.bytes,
                                mini ? MINI_OBJECT : ARTIFACT_LAYER MPICH_LINK);
    struct job *link =
        add_job(jobs, command,
                hash_file(jobs->headers, mini ? MINI_OBJECT : ARTIFACT_LAYER),
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
    char *theirs = compiler(e, flavour, false);
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

    struct job *object = compile(jobs, theirs, includes, source);
    object->learner = object->learner || learner;
    text_addf(&objects, "%s %s", object->output,
              compile(jobs, theirs, own_includes, driver)->output);
    compile_all(jobs, &objects, runtime, "grader/worker/cuda/*.c");
    char *command =
        text_format("g++ -no-pie %s -Wl,--whole-archive " EMULATOR_LIBRARY
                    " -Wl,--no-whole-archive -pthread -ldl -lm",
                    objects.bytes);
    struct job *link =
        add_job(jobs, command, hash_file(jobs->headers, EMULATOR_LIBRARY),
                e->name, flavour == FLAVOUR_TALLY ? "-tally" : "-cuda");
    link->stage = LINK;
    link->learner = link->learner || learner;

    text_clear(&objects);
    char *const done[] = {theirs, includes, own_includes, driver, ours};
    for (size_t i = 0; i < sizeof done / sizeof *done; i++)
        free(done[i]);
    return text_copy(link->output);
}

static void add_judge_of_ranks(struct jobs *jobs, struct text *objects,
                               struct recipe recipe)
{
    static const char *const files[] = {
        "grader/judge/mpi/*.c", "grader/mpi/board.c", "grader/mpi/finding.c",
        "grader/mpi/launch.c", "grader/mpi/orders.c"};
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        compile_all(jobs, objects, recipe, files[i]);
}

static char *add_judge(struct jobs *jobs, const struct exercise *e)
{
    char *own = compiler(e, FLAVOUR_PLAIN, true);
    char *includes = text_format("-Igrader/judge -Ilib -I%s", e->folder);
    struct text objects;
    text_init(&objects);
    struct recipe recipe = {own, includes};
    struct recipe general = {own, "-Igrader/judge -Ilib", .general = true};
    static const char *const patterns[] = {
        "grader/judge/*.c", "grader/sandbox/*.c", "grader/cause.c",
        "grader/rounds.c",  "grader/speedup.c",   "grader/prediction.c"};
    add_object(jobs, &objects, recipe, e->suite);
    compile_shared(jobs, &objects, recipe, e);
    for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++)
        compile_all(jobs, &objects, general, patterns[i]);
    compile_all(jobs, &objects, (struct recipe){own, "-Ilib", .general = true},
                "lib/*.c");
    if (e->mpi)
        add_judge_of_ranks(jobs, &objects, general);
    char *command =
        text_format("%s %s -lcheck -lsubunit -ljansson -lseccomp -lrt -lm", own,
                    objects.bytes);
    struct job *link = add_job(jobs, command, jobs->headers, e->name, "-judge");
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
    char *theirs = compiler(e, FLAVOUR_HELGRIND, false);
    char *includes =
        text_format("-Igrader/judge -Igrader/worker -Ilib -I%s", e->folder);
    char *driver = text_format("%s/driver.c", e->folder);
    struct text objects;
    text_init(&objects);
    struct job *object = compile(jobs, theirs, includes, order->submission);
    object->learner = true;
    struct recipe recipe = {theirs, includes};
    text_addf(&objects, "%s", object->output);
    add_object(jobs, &objects, recipe, driver);
    add_object(jobs, &objects, recipe, e->suite);
    compile_shared(jobs, &objects, recipe, e);
    compile_library(jobs, &objects, recipe, e);
    compile_all(jobs, &objects, recipe, "grader/debug/*.c");
    compile_all(jobs, &objects, recipe, "grader/judge/random.c");
    compile_all(jobs, &objects, recipe, "grader/judge/linear.c");
    compile_all(jobs, &objects, recipe, "grader/judge/patch.c");
    compile_all(jobs, &objects, recipe, "grader/judge/predict.c");
    compile_all(jobs, &objects, recipe, "grader/prediction.c");
    compile_all(jobs, &objects, recipe, "grader/cause.c");
    char *command =
        text_format("%s %s -lcheck -lsubunit -lrt -lm", theirs, objects.bytes);
    struct job *link = add_job(jobs, command, jobs->headers, e->name, "-debug");
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
    char *plain = compiler(e, FLAVOUR_HELGRIND, true);
    char *includes =
        text_format("-Igrader/judge -Igrader/worker -Ilib -I%s", e->folder);
    struct recipe outside = {plain, includes, false};
    struct text objects;
    text_init(&objects);
    compile_explored(jobs, &objects, e, FLAVOUR_EXPLORE, order->submission,
                     true);
    static const char *const ours[] = {
        "grader/debug/inprocess.c", "grader/debug/replay/replay.c",
        "grader/judge/random.c",    "grader/judge/linear.c",
        "grader/judge/patch.c",     "grader/cause.c"};
    add_object(jobs, &objects, outside, e->suite);
    for (size_t i = 0; i < sizeof ours / sizeof *ours; i++)
        add_object(jobs, &objects, outside, ours[i]);
    char *output = link_explored(jobs, e, &objects, "-lcheck -lsubunit -lrt",
                                 "-replay", true);
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
    struct job *job =
        add_job(jobs, command, hash_file(jobs->headers, order->submission),
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
    char *same = compiler(e, flavour, false);
    char *command = text_format(
        "%s%s -Ilib -I%s%s -E %s", same,
        e->openmp && (flavour != FLAVOUR_PLAIN || e->libomp) ? like_clang : "",
        e->folder, e->mpi ? " " MINI_INCLUDE : "", order->submission);
    struct job *job =
        add_job(jobs, command, hash_file(jobs->headers, order->submission),
                flavour_name(flavour), ".i");
    job->learner = true;
    free(same);
    return text_copy(job->output);
}

/* --- running them -------------------------------------------------------- */

static char *log_of(const char *output)
{
    return text_format("%s.log", output);
}

/* The whole command. objcopy takes its output at the end, without a word
 * before it; for the emulator a program's name ends its own options. */
static char *command_line(const struct job *job, const char *output)
{
    int tool = (int)strcspn(job->command, " ");
    if (job->stage == RENAME)
        return text_format("%s %s", job->command, output);
    return text_format("%.*s -o %s%s", tool, job->command, output,
                       job->command + tool);
}

static void split(struct job *job, const char *draft)
{
    size_t n = 0;
    job->words = command_line(job, draft);
    for (char *word = strtok(job->words, " "); word != NULL;
         word = strtok(NULL, " ")) {
        if (n + 1 == WORDS)
            die("a build command has more than %d words", WORDS);
        job->argv[n++] = word;
    }
    job->argv[n] = NULL;
}

/* "-Ilib", "@wrap.ld", "--syms=names.map", "--flag=-Ilib" and "counter.c" name
 * files; other options do not. */
static const char *named(const char *word)
{
    if (word[0] == '@')
        return word + 1;
    if (strncmp(word, "-I", 2) == 0)
        return word + 2;
    const char *value = strchr(word, '=');
    return word[0] != '-' ? word : value == NULL ? NULL : named(value + 1);
}

/* The learner's file is compiled where nothing can be read but what the
 * command names, and nothing written but in a folder of its own. */
static void confine(struct job *job)
{
    size_t n = 0;
    for (char **word = job->argv; *word != NULL; word++) {
        const char *name = named(*word);
        if (name != NULL && files_exist(name))
            job->read[n++] = name;
    }
    job->read[n] = NULL;
    job->sandbox = (struct sandbox){.profile = SANDBOX_COMPILE,
                                    .memory = memory_most,
                                    .cpu_seconds = cpu_most,
                                    .file = file_most,
                                    .read = job->read,
                                    .write = job->folder};
    if (chown(job->folder, sandbox_user(), (gid_t)-1) != 0)
        die_errno("cannot hand %s to the compiler", job->folder);
}

static void prepare(struct job *job)
{
    job->draft = text_format("%s.%ld.tmp", job->output, (long)getpid());
    if (job->learner) {
        job->folder = job->draft;
        job->draft = text_format("%s/out", job->folder);
        files_make_folder(job->folder);
    }
    split(job, job->draft);
    job->process = (struct process){.argv = job->argv,
                                    .deadline = job->learner ? patience : 120,
                                    .memory = memory_most,
                                    .file = file_most};
    if (!job->learner)
        return;
    confine(job);
    job->process.sandbox = &job->sandbox;
}

static void sweep(const struct job *job)
{
    if (job->folder != NULL)
        files_remove_folder(job->folder);
    else
        unlink(job->draft);
}

/* Moves a good output into place, together with what was printed. */
static void keep(struct job *job)
{
    struct stat s;
    char *log = log_of(job->output);
    if (lstat(job->draft, &s) != 0 || !S_ISREG(s.st_mode))
        die("%s did not write %s", job->argv[0], job->output);
    files_write(log, job->process.output.bytes, job->process.output.length);
    if ((s.st_uid != geteuid() && chown(job->draft, geteuid(), getegid())) ||
        rename(job->draft, job->output) != 0)
        die_errno("cannot write %s", job->output);
    sweep(job);
    free(log);
}

/* Errors that are not about the source. */
static void check_machine(const struct job *job)
{
    const char *said = job->process.output.bytes;
    if (!job->process.started)
        die_status(STATUS_NOT_JUDGED,
                   "cannot run %s (%s): run setup/install run", job->argv[0],
                   strerror(job->process.failure));
    if (strstr(said, "No space left on device") != NULL) {
        files_sweep(CACHE);
        die("the disk is full: free some space (make clean removes build/) and "
            "try again");
    }
    if (strstr(said, "cannot execute") != NULL ||
        strstr(said, "installation problem") != NULL)
        die_status(STATUS_NOT_JUDGED,
                   "the compiler is not whole: run setup/install run");
}

static bool with_mini(const struct job *job)
{
    return strstr(job->command, MINI_INCLUDE) != NULL ||
           strstr(job->command, MINI_OBJECT) != NULL;
}

/* Which of two failures is told: ours rather than the learner's, and MPICH's
 * rather than that of the mini-MPI, which may only lack something. */
static bool is_worse(const struct job *job, const struct job *than)
{
    if (job->learner != than->learner)
        return !job->learner;
    return with_mini(than) && !with_mini(job);
}

static struct job *run_wave(struct jobs *jobs, enum stage stage,
                            double *seconds)
{
    struct process *processes = calloc(JOBS, sizeof *processes);
    struct job *owner[JOBS];
    size_t n = 0;
    if (processes == NULL)
        die("out of memory");
    for (size_t i = 0; i < jobs->count; i++) {
        struct job *job = &jobs->list[i];
        if (job->stage != stage || files_exist(job->output))
            continue;
        prepare(job);
        owner[n] = job;
        processes[n++] = job->process;
    }
    process_run(processes, n, (unsigned)sysconf(_SC_NPROCESSORS_ONLN));
    struct job *failed = NULL;
    for (size_t i = 0; i < n; i++) {
        struct job *job = owner[i];
        job->process = processes[i];
        *seconds += processes[i].cpu;
        if (process_good(&job->process)) {
            keep(job);
            continue;
        }
        sweep(job);
        check_machine(job);
        if (failed == NULL || is_worse(job, failed))
            failed = job;
    }
    free(processes);
    return failed;
}

/* --- what the compiler said about the learner's file --------------------- */

/* The first line of the log that has `word` in it, such as "error: ". */
static const char *find_message(const char *log, const char *file,
                                const char *word, unsigned *line,
                                const char **end)
{
    for (; *log != '\0'; log = *end + (**end == '\n')) {
        *end = log + strcspn(log, "\n");
        const char *at = strstr(log, word);
        const char *name = strstr(log, file);
        if (at == NULL || at > *end)
            continue;
        *line = 0;
        if (name != NULL && name < at && name[strlen(file)] == ':')
            *line = (unsigned)strtoul(name + strlen(file) + 1, NULL, 10);
        return at + strlen(word);
    }
    return NULL;
}

/* What the linker says has no line of the learner's. */
static char *linker_message(const char *log)
{
    static const struct {
        const char *said, *meant;
    } told[] = {
        {"undefined reference to `",
         "is not defined: write it, with exactly this name, and not static"},
        {"multiple definition of `",
         "is the name of another part of the program: use another one"},
        {"relocation truncated to fit", NULL},
    };
    for (size_t i = 0; i < sizeof told / sizeof *told; i++) {
        const char *at = strstr(log, told[i].said);
        if (at == NULL)
            continue;
        if (told[i].meant == NULL)
            return text_copy("its static variables are larger than a program "
                             "can have: use malloc");
        at += strlen(told[i].said);
        return text_format("%.*s %s", (int)strcspn(at, "'\n"), at,
                           told[i].meant);
    }
    return text_format("%.*s", (int)strcspn(log, "\n"), log);
}

/* A compiler that was stopped, or that met a limit, blames no line. */
static const char *out_of_bounds(const struct process *p)
{
    if (p->late || strstr(p->output.bytes, "CPU time limit exceeded") != NULL ||
        strstr(p->output.bytes, "Killed signal terminated") != NULL)
        return "the compiler takes too long for it: too much code comes out of "
               "the macros, or is asked of the compiler";
    if (strstr(p->output.bytes, "SIGXFSZ") != NULL ||
        strstr(p->output.bytes, "File size limit exceeded") != NULL ||
        strstr(p->output.bytes, "File too large") != NULL ||
        strstr(p->output.bytes, "final link failed: file truncated") != NULL)
        return "what the compiler writes is larger than 64 MB: give large "
               "static variables no initial value, or use malloc";
    if (strstr(p->output.bytes, "out of memory") != NULL ||
        strstr(p->output.bytes, "virtual memory exhausted") != NULL)
        return "the compiler needs more than 1.5 GB of memory for it";
    return NULL;
}

/* MPICH has built the same file: what is missing is a name of MPI's. */
static bool note_mini(const char *log, const char *file, struct artifacts *a)
{
    static const char *const said[] = {"error: ", "undefined reference to "};
    for (int i = 0; i < 2; i++) {
        const char *end;
        const char *at = find_message(log, file, said[i], &a->line, &end);
        const char *name = at == NULL ? NULL : strstr(at, "MPI_");
        if (name == NULL || name > end)
            continue;
        a->lacks = true;
        a->message = text_format("our own small MPI, which counts messages, "
                                 "has no %.*s: do without it here",
                                 (int)strcspn(name, "'\342 "), name);
        return true;
    }
    return false;
}

static void note_failure(const struct job *job, const char *file,
                         struct artifacts *a)
{
    const char *log = job->process.output.bytes, *end;
    const char *message = find_message(log, file, "error: ", &a->line, &end);
    if (message == NULL) /* that is how the assembler speaks */
        message = find_message(log, file, "Error: ", &a->line, &end);
    a->failed = true;
    const char *lacks = find_message(log, file, "not judged: ", &a->line, &end);
    if (lacks != NULL) {
        a->lacks = true;
        a->message = text_format("%.*s", (int)(end - lacks), lacks);
        return;
    }
    if (with_mini(job) && note_mini(log, file, a))
        return;
    const char *bounds = out_of_bounds(&job->process);
    if (bounds != NULL)
        a->message = text_copy(bounds);
    else if (job->stage == LINK)
        a->message = linker_message(log);
    else if (message != NULL)
        a->message = text_format("%.*s", (int)(end - message), message);
    else
        a->message = text_format("%.*s", (int)strcspn(log, "\n"), log);
}

static void note_warnings(const struct order *order, const struct job *job,
                          struct artifacts *a)
{
    struct text log, source, warnings;
    char *path = log_of(job->output);
    text_init(&log);
    text_init(&source);
    text_init(&warnings);
    files_read(path, &log);
    files_read(order->submission, &source);
    const char *file = order->exercise->file, *at = log.bytes, *end;
    unsigned line;
    while ((at = find_message(at, files_name(order->submission),
                              "warning: ", &line, &end)) != NULL) {
        char quoted[72];
        files_line(source.bytes, line, quoted, sizeof quoted);
        text_addf(&warnings, "%s:%u: %.*s\n    %s\n", file, line,
                  (int)(end - at), at, quoted);
        a->nwarnings++;
        at = end;
    }
    free(path);
    free(a->warnings);
    a->warnings = warnings.bytes;
    text_clear(&log);
    text_clear(&source);
}

/* --- the whole order ----------------------------------------------------- */

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
    [FLAVOUR_RANKS] = add_ranked_worker,
    [FLAVOUR_CUDA] = add_cuda_worker,
    [FLAVOUR_TALLY] = add_cuda_worker,
};

static void plan_jobs(const struct order *o, struct jobs *jobs,
                      struct artifacts *a, char *texts[2])
{
    const struct exercise *e = o->exercise;
    jobs->general = hash_headers(o);
    jobs->headers = hash_own_headers(jobs->general, e);
    for (int f = 0; f < FLAVOURS; f++)
        if (o->worker[f])
            a->worker[f] = adders[f](jobs, e, f, o->submission, true);
    if (o->texts) {
        texts[0] = add_text(jobs, o, FLAVOUR_PLAIN);
        texts[1] = add_text(jobs, o, FLAVOUR_TSAN);
    }
    char *serial = text_format("%s/serial.c", e->folder);
    if (o->serial && files_exist(serial))
        a->serial = add_worker(jobs, e, FLAVOUR_PLAIN, serial, false);
    if (o->worker[FLAVOUR_VIRTUAL] && files_exist(serial))
        a->virtual_serial =
            add_explored_worker(jobs, e, FLAVOUR_VIRTUAL, serial, false);
    if (o->reference && files_exist(e->solution))
        a->reference = add_worker(jobs, e, FLAVOUR_PLAIN, e->solution, false);
    if (o->debug)
        a->debug = add_debug(jobs, o);
    if (o->replay)
        a->replay = add_replay(jobs, o);
    if (o->judge)
        a->judge = add_judge(jobs, e);
    free(serial);
}

static char *read_text(const char *path)
{
    struct text t;
    text_init(&t);
    files_read(path, &t);
    return t.bytes;
}

/* What a tool of binutils prints of the learner's object. To be freed. */
static char *read_object(const struct jobs *jobs, char *tool, char *option)
{
    for (size_t i = 0; i < jobs->count; i++) {
        const struct job *job = &jobs->list[i];
        if (!job->learner || job->stage != COMPILE ||
            strcmp(job->output + strlen(job->output) - 2, ".o") != 0)
            continue;
        char *argv[] = {tool, option, job->output, NULL};
        const char *const object[] = {job->output, NULL};
        const struct sandbox sandbox = {.profile = SANDBOX_COMPILE,
                                        .memory = 1ul << 30,
                                        .cpu_seconds = cpu_most,
                                        .read = object};
        struct process p = {
            .argv = argv, .deadline = patience, .sandbox = &sandbox};
        process_run(&p, 1, 1);
        if (!process_good(&p))
            die("%s cannot read the object of %s", tool, job->output);
        text_clear(&p.record);
        return p.output.bytes;
    }
    return text_copy("");
}

static void forget(struct jobs *jobs)
{
    for (size_t i = 0; i < jobs->count; i++) {
        struct job *job = &jobs->list[i];
        free(job->command);
        free(job->output);
        free(job->words);
        free(job->draft);
        free(job->folder);
        process_clear(&job->process);
    }
    free(jobs);
}

static void check_result(const struct order *o, const struct job *failed,
                         struct artifacts *a)
{
    if (failed == NULL)
        return;
    if (!failed->learner)
        die("our own %s does not build:\n%s", failed->output,
            failed->process.output.bytes);
    note_failure(failed, files_name(o->submission), a);
}

/* What the policy wants to see; it is there even if nothing can be linked. */
static void look_at(const struct order *o, const struct jobs *jobs,
                    char *const texts[2], struct artifacts *a)
{
    a->plain_text = read_text(texts[0]);
    a->tsan_text = read_text(texts[1]);
    a->symbols = read_object(jobs, "nm", "-P");
    a->sections = read_object(jobs, "objdump", "-h");
    note_warnings(o, &jobs->list[0], a);
}

void artifact_build(const struct order *o, struct artifacts *a)
{
    struct jobs *jobs = calloc(1, sizeof *jobs);
    char *texts[2] = {NULL, NULL};
    if (jobs == NULL)
        die("out of memory");
    *a = (struct artifacts){.source = text_copy(o->submission)};
    files_make_folder(CACHE);
    files_sweep(CACHE);
    plan_jobs(o, jobs, a, texts);
    for (enum stage stage = COMPILE; stage < STAGES && !a->failed; stage++) {
        check_result(o, run_wave(jobs, stage, &a->seconds), a);
        if (stage == COMPILE && !a->failed && o->texts)
            look_at(o, jobs, texts, a);
    }
    free(texts[0]);
    free(texts[1]);
    forget(jobs);
}

void artifact_describe(const struct order *o, struct text *to)
{
    struct jobs *jobs = calloc(1, sizeof *jobs);
    struct artifacts a = {0};
    char *texts[2] = {NULL, NULL};
    if (jobs == NULL)
        die("out of memory");
    plan_jobs(o, jobs, &a, texts);
    for (size_t i = 0; i < jobs->count; i++) {
        const struct job *job = &jobs->list[i];
        char *line = command_line(job, job->output);
        text_addf(to, "%s%s\n", line,
                  files_exist(job->output) ? "   # is there" : "");
        free(line);
    }
    free(texts[0]);
    free(texts[1]);
    forget(jobs);
    artifact_clear(&a);
}

void artifact_clear(struct artifacts *a)
{
    for (int f = 0; f < FLAVOURS; f++)
        free(a->worker[f]);
    char *const strings[] = {
        a->source,    a->judge,   a->serial,   a->reference, a->virtual_serial,
        a->debug,     a->replay,  a->message,  a->warnings,  a->plain_text,
        a->tsan_text, a->symbols, a->sections, a->note};
    for (size_t i = 0; i < sizeof strings / sizeof *strings; i++)
        free(strings[i]);
    *a = (struct artifacts){0};
}

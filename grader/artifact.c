/*
 * artifact.c - see artifact.h
 *
 * How it works.  An order becomes a list of jobs: compile jobs, then jobs
 * that lead the calls of objects to the explorer, then link jobs that name the
 * objects they need.  Each job is one compiler command with one output file in
 * the cache; jobs whose output is there already are left out.  Jobs of a stage
 * run side by side.  What the compiler printed is kept beside the output, so
 * that a warning shows up again when the object comes from the cache.
 */
#include <stdlib.h>
#include <string.h>

#include "artifact_parts.h"
#include "die.h"
#include "files.h"

static char *read_text(const char *path)
{
    struct text t;
    text_init(&t);
    if (files_read(path, &t) != NULL)
        text_clear(&t);
    return t.bytes;
}

static void forget_looks(struct artifacts *a)
{
    char **const looks[] = {&a->plain_text, &a->tsan_text, &a->symbols,
                            &a->sections, &a->warnings};
    for (size_t i = 0; i < sizeof looks / sizeof *looks; i++) {
        free(*looks[i]);
        *looks[i] = NULL;
    }
    a->nwarnings = 0;
}

/* What the policy wants to see; it is there even if nothing can be linked. */
static void look_at(const struct order *o, const struct jobs *jobs,
                    char *const texts[2], struct artifacts *a)
{
    forget_looks(a);
    a->plain_text = read_text(texts[0]);
    a->tsan_text = read_text(texts[1]);
    a->symbols = artifact_ask(jobs, "nm", "-P");
    /* C++ has sections without end, and symbols of many more */
    a->sections =
        artifact_ask(jobs, "readelf", o->exercise->cuda ? "-SW" : "-SsW");
    a->looked_at = true;
    artifact_note_warnings(o, &jobs->list[0], a);
}

/* What the mini-MPI lacks keeps a program from being counted, and from nothing
 * else. */
static void do_without_mini(const struct order *o, struct jobs *jobs,
                            struct artifacts *a)
{
    artifact_drop_mini(jobs);
    artifact_add_first(jobs, o->exercise, o->submission);
    free(a->worker[FLAVOUR_MINI]);
    a->worker[FLAVOUR_MINI] = NULL;
    a->no_mini = a->message;
    a->no_mini_line = a->line;
    a->message = NULL;
    a->line = 0;
    a->failed = a->lacks = false;
}

/* False: something has to be built anew, without the mini-MPI. */
static bool run_stages(const struct order *o, struct jobs *jobs,
                       char *const texts[2], struct artifacts *a)
{
    for (enum stage stage = COMPILE; stage < STAGES && !a->failed; stage++) {
        const struct job *failed = artifact_run(jobs, stage, &a->seconds);
        if (failed != NULL && !failed->learner)
            die("our own %s does not build:\n%s", failed->output,
                failed->process.output.bytes);
        if (failed != NULL)
            artifact_note_failure(failed, files_name(o->submission), a);
        if (a->lacks && artifact_with_mini(failed)) {
            do_without_mini(o, jobs, a);
            return false;
        }
        if (stage == COMPILE && !a->failed && o->texts)
            look_at(o, jobs, texts, a);
    }
    return true;
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
    artifact_plan(o, jobs, a, texts);
    while (!run_stages(o, jobs, texts, a))
        ;
    free(texts[0]);
    free(texts[1]);
    artifact_forget(jobs);
}

void artifact_describe(const struct order *o, struct text *to)
{
    struct jobs *jobs = calloc(1, sizeof *jobs);
    struct artifacts a = {0};
    char *texts[2] = {NULL, NULL};
    if (jobs == NULL)
        die("out of memory");
    artifact_plan(o, jobs, &a, texts);
    for (size_t i = 0; i < jobs->count; i++) {
        const struct job *job = &jobs->list[i];
        char *line = artifact_command(job, job->output);
        text_addf(to, "%s%s\n", line,
                  files_exist(job->output) ? "   # is there" : "");
        free(line);
    }
    free(texts[0]);
    free(texts[1]);
    artifact_forget(jobs);
    artifact_clear(&a);
}

void artifact_clear(struct artifacts *a)
{
    for (int f = 0; f < FLAVOURS; f++)
        free(a->worker[f]);
    char *const strings[] = {
        a->source,         a->judge,    a->serial,     a->reference,
        a->virtual_serial, a->debug,    a->replay,     a->watched,
        a->message,        a->warnings, a->plain_text, a->tsan_text,
        a->symbols,        a->sections, a->note,       a->no_mini};
    for (size_t i = 0; i < sizeof strings / sizeof *strings; i++)
        free(strings[i]);
    *a = (struct artifacts){0};
}

/*
 * grade.c - make grade: what a class has handed in, graded into a gradebook.
 */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "../batch/batch.h"
#include "../batch/cluster.h"
#include "../batch/collect.h"
#include "../batch/roster.h"
#include "../confine.h"
#include "../die.h"
#include "../gradebook/gradebook.h"
#include "../options.h"
#include "commands.h"

static void read_roster(const struct options *o, struct roster *roster)
{
    *roster = (struct roster){0};
    char *why = o->roster == NULL ? NULL : roster_read(o->roster, roster);
    if (why != NULL)
        die_status(STATUS_USAGE, "%s", why);
}

/* Puts into the gradebook what is in the folder, and says what was found. */
static void take_in(const struct options *o, const struct episode *episode,
                    const struct exercise *only)
{
    struct roster roster;
    struct collection c = {0};
    char *why;
    read_roster(o, &roster);
    struct gradebook *book = gradebook_open(o->gradebook, &why);
    if (book == NULL)
        die("%s", why);
    why = collect(book, o->submissions, episode, only,
                  o->roster == NULL ? NULL : &roster, &c);
    if (why != NULL)
        die_status(STATUS_USAGE, "%s", why);
    bool known = o->student == NULL || gradebook_knows(book, o->student);
    gradebook_close(book);
    fputs(c.lines.bytes, stdout);
    printf("%zu students, %zu files to grade, %zu late", c.students,
           c.submissions, c.late);
    if (o->roster != NULL)
        printf(", %zu not in the roster, %zu handed in nothing", c.unmatched,
               c.absent);
    puts("");
    fflush(stdout);
    if (c.students == 0)
        die_status(STATUS_USAGE,
                   "%s: nobody has handed in a file of %s in it; it has to "
                   "have a folder, a file or an archive for each student",
                   o->submissions, o->episode);
    if (!known)
        die_status(STATUS_USAGE,
                   "ONLY=%s: nobody of that name has handed anything in",
                   o->student);
    collection_clear(&c);
    roster_clear(&roster);
}

static int report(const struct options *o, const struct batch_sum *s)
{
    if (s->tasks == 0)
        printf("nothing new to grade (FORCE=1 grades all of it again)\n");
    printf("%u passed, %u not passed, %u not judged, %u not graded\n",
           s->passed, s->failed, s->unjudged, s->broken);
    printf("parcours: %s keeps every verdict with its evidence\n",
           o->gradebook);
    return s->broken > 0     ? STATUS_GRADER
           : s->unjudged > 0 ? STATUS_NOT_JUDGED
                             : STATUS_PASSED;
}

/* Others' code: strict, unless told otherwise in words. */
static void check_sandbox(const struct options *o)
{
    struct options asked = *o;
    if (asked.trust == TRUST_LEARNER)
        asked.trust = TRUST_NOBODY;
    confine_check(&asked);
}

static bool is_engine(const struct options *o, const char *name)
{
    return o->engine != NULL && strcmp(o->engine, name) == 0;
}

/* A task of an engine has its submissions in the gradebook already. */
static void check_request(const struct options *o)
{
    if (o->engine != NULL && !is_engine(o, "slurm") && !is_engine(o, "chunk"))
        die_status(STATUS_USAGE, "ENGINE is slurm or empty, not \"%s\"",
                   o->engine);
    if (is_engine(o, "chunk") && o->episode != NULL)
        return;
    if (o->episode == NULL || o->submissions == NULL)
        die_status(STATUS_USAGE, "say what to grade: make grade "
                                 "EPISODE=races SUBMISSIONS=folder");
    if (access(o->submissions, R_OK) != 0)
        die_status(STATUS_USAGE,
                   "%s: cannot be read; SUBMISSIONS is a folder "
                   "or an archive",
                   o->submissions);
}

int command_grade(const struct options *o)
{
    struct episode episode;
    check_request(o);
    check_sandbox(o);
    episode_load(o->episode, &episode);
    struct batch batch = {
        .gradebook = o->gradebook,
        .episode = &episode,
        .only =
            o->exercise == NULL ? NULL : episode_find(&episode, o->exercise),
        .student = o->student,
        .force = o->force,
        .jobs = o->jobs,
        .tools = o->tool,
        .seed = o->seed,
    };
    if (!is_engine(o, "chunk"))
        take_in(o, &episode, batch.only);
    struct batch_sum sum = is_engine(o, "slurm")
                               ? cluster_run(&batch, o->chunk, o->sandbox)
                               : batch_run(&batch);
    episode_clear(&episode);
    return report(o, &sum);
}

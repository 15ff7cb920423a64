/* queue.c - a run on a cluster in Slurm's queue; see cluster_parts.h */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "../die.h"
#include "../files.h"
#include "../process.h"
#include "cluster_parts.h"

enum { NOT_FOUND = 127 /* says env */ };

/* A program that is started gets little of the environment; Slurm is told
 * there which cluster, partition and account to use. */
static size_t add_settings(char **argv, size_t n, size_t most)
{
    for (char **e = environ; *e != NULL && n < most; e++)
        if (strncmp(*e, "SLURM_", 6) == 0 || strncmp(*e, "SBATCH_", 7) == 0 ||
            strncmp(*e, "SQUEUE_", 7) == 0)
            argv[n++] = *e;
    return n;
}

/* Runs one of its commands; what it printed, to be freed, or NULL if it
 * failed, which is then said in *why. */
static char *slurm(char *const command[], char **why)
{
    enum { MOST = 128, SETTINGS = 64 };
    char *argv[MOST] = {"env"};
    size_t n = add_settings(argv, 1, SETTINGS);
    for (size_t i = 0; command[i] != NULL && n < MOST - 1; i++)
        argv[n++] = command[i];
    struct process p = {.argv = argv, .deadline = 60};
    process_run(&p, 1, 1);
    if (!p.started ||
        (WIFEXITED(p.status) && WEXITSTATUS(p.status) == NOT_FOUND))
        die_status(STATUS_NOT_JUDGED,
                   "cannot run %s: ENGINE=slurm needs Slurm's commands here",
                   command[0]);
    bool good = process_good(&p);
    char *said = text_copy(p.output.bytes);
    process_clear(&p);
    if (good)
        return said;
    *why = said;
    return NULL;
}

void queue_submit(const struct array *r, const char *sandbox)
{
    const struct batch *b = r->batch;
    char *array = text_format("--array=0-%zu", r->chunks - 1);
    char *name = text_format("--job-name=%s", r->job);
    char *place = text_format("--chdir=%s", r->folder);
    char *cpus = text_format("--cpus-per-task=%u", b->jobs);
    char *script = cluster_absolute("setup/slurm/task"),
         *course = cluster_absolute(".");
    char *episode = text_format("--episode=%s", b->episode->name);
    char *jobs = text_format("--jobs=%u", b->jobs);
    char *seed = text_format("--seed=%llu", (unsigned long long)b->seed);
    char *strict = text_format("--sandbox=%s", sandbox == NULL ? "" : sandbox);
    char *argv[] = {"sbatch",
                    "--parsable",
                    "--requeue",
                    "--exclusive",
                    "--propagate=NONE",
                    "--nodes=1",
                    array,
                    name,
                    place,
                    cpus,
                    "--output=task-%a.log",
                    "--open-mode=append",
                    script,
                    course,
                    episode,
                    jobs,
                    seed,
                    strict,
                    NULL};
    char *why = NULL, *said = slurm(argv, &why);
    if (said == NULL) {
        files_remove_folder(r->folder);
        die("Slurm did not take the job: %.300s", why);
    }
    printf("Slurm has taken job %.*s: %zu tasks, logs in %s\n",
           (int)strcspn(said, "\n"), said, r->chunks, r->folder);
    fflush(stdout);
    char *all[] = {array,   name, place, cpus,   script, course,
                   episode, jobs, seed,  strict, said};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        free(all[i]);
}

/* False once no task of the run waits or runs. While Slurm does not answer
 * nothing is known, and it is asked again. */
bool queue_has(const struct array *r)
{
    char *argv[] = {"squeue", "-h", "-o", "%T", "-n", r->job, NULL};
    char *why = NULL, *said = slurm(argv, &why);
    bool queued = said == NULL || *said != '\0';
    if (said == NULL)
        fprintf(stderr, "  squeue: %.*s; asking again\n",
                (int)strcspn(why, "\n"), why);
    free(said);
    free(why);
    return queued;
}

/* A requeued task that was done already has nothing left to do. */
void queue_cancel(const struct array *r)
{
    char *argv[] = {"scancel", "-n", r->job, NULL}, *why = NULL;
    free(slurm(argv, &why));
    free(why); /* it may have ended by itself */
}

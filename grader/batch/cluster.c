/* cluster.c - see cluster.h */
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "../die.h"
#include "../files.h"
#include "../process.h"
#include "batch_parts.h"
#include "cluster.h"
#include "fingerprint.h"

enum { POLL_SECONDS = 2, WORD = 64, NOT_FOUND = 127 /* says env */ };

/* One run, now or of an earlier call. */
struct run {
    const struct batch *batch;
    char *folder;  /* absolute */
    char *job;     /* its name in the queue: parcours-ID */
    size_t chunks; /* how many there are */
};

/* --- the gradebook -------------------------------------------------------- */

static void ignore(void *data, const char *const *columns)
{
    (void)data, (void)columns;
}

static void keep_number(void *data, const char *const *columns)
{
    *(long long *)data = columns[0] == NULL ? 0 : atoll(columns[0]);
}

static void ask(struct gradebook *book, const struct batch *b, const char *sql,
                const char *first, const char *second)
{
    const char *arguments[] = {first, second};
    batch_must(book, b,
               gradebook_query(book, sql, arguments,
                               (first != NULL) + (second != NULL), ignore,
                               NULL));
}

static char *absolute(const char *path)
{
    char *here = getcwd(NULL, 0);
    char *whole =
        *path == '/' ? text_copy(path) : text_format("%s/%s", here, path);
    free(here);
    return whole;
}

/* A gradebook with these submissions and no gradings, under their numbers. */
static void write_chunk(const struct run *r, size_t number,
                        const struct gradebook_task *tasks, size_t count)
{
    char *path = text_format("%s/chunk-%zu.db", r->folder, number), *why;
    char *whole = absolute(r->batch->gradebook);
    struct gradebook *part = gradebook_open(path, &why);
    if (part == NULL)
        die("%s", why);
    ask(part, r->batch, "ATTACH ? AS whole", whole, NULL);
    ask(part, r->batch, "BEGIN", NULL, NULL);
    for (size_t i = 0; i < count; i++) {
        char *id = text_format("%lld", (long long)tasks[i].submission);
        ask(part, r->batch,
            "INSERT OR IGNORE INTO student SELECT t.* FROM whole.student t "
            "JOIN whole.submission s ON s.student = t.id "
            "WHERE s.id = CAST(? AS INTEGER)",
            id, NULL);
        ask(part, r->batch,
            "INSERT INTO submission SELECT * FROM whole.submission "
            "WHERE id = CAST(? AS INTEGER)",
            id, NULL);
        free(id);
    }
    ask(part, r->batch, "COMMIT", NULL, NULL);
    gradebook_close(part);
    free(whole);
    free(path);
}

/* The name of the chunk's session is looked for first: a chunk that has been
 * gathered already adds nothing. */
static void gather_chunk(struct gradebook *book, const struct run *r,
                         size_t number)
{
    const struct batch *b = r->batch;
    char *path = text_format("%s/done-%zu.db", r->folder, number);
    char *name = text_format("%s chunk %zu", r->job, number);
    if (files_exist(path)) {
        ask(book, b, "ATTACH ? AS part", path, NULL);
        ask(book, b, "BEGIN IMMEDIATE", NULL, NULL);
        ask(book, b,
            "INSERT INTO session (what, grader, machine, started, ended) "
            "SELECT ?1, grader, machine, started, ended FROM part.session "
            "WHERE NOT EXISTS (SELECT 1 FROM session WHERE what = ?1) "
            "ORDER BY id DESC LIMIT 1",
            name, NULL);
        ask(book, b,
            "INSERT INTO grading (session, submission, grader, final, "
            "  verdict, cause, points, max, result, at) "
            "SELECT s.id, g.submission, g.grader, g.final, g.verdict, "
            "  g.cause, g.points, g.max, g.result, g.at "
            "FROM part.grading g JOIN session s ON s.what = ? "
            "WHERE NOT EXISTS (SELECT 1 FROM grading WHERE session = s.id) "
            "ORDER BY g.id",
            name, NULL);
        ask(book, b, "COMMIT", NULL, NULL);
        ask(book, b, "DETACH part", NULL, NULL);
    }
    free(name);
    free(path);
}

static void gather(const struct run *r)
{
    struct gradebook *book = batch_open(r->batch);
    for (size_t i = 0; i < r->chunks; i++)
        gather_chunk(book, r, i);
    gradebook_close(book);
}

/* --- Slurm ---------------------------------------------------------------- */

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

static void submit(const struct run *r, const char *sandbox)
{
    const struct batch *b = r->batch;
    char *array = text_format("--array=0-%zu", r->chunks - 1);
    char *name = text_format("--job-name=%s", r->job);
    char *place = text_format("--chdir=%s", r->folder);
    char *cpus = text_format("--cpus-per-task=%u", b->jobs);
    char *script = absolute("setup/slurm/task"), *course = absolute(".");
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
static bool is_queued(const struct run *r)
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
static void cancel(const struct run *r)
{
    char *argv[] = {"scancel", "-n", r->job, NULL}, *why = NULL;
    free(slurm(argv, &why));
    free(why); /* it may have ended by itself */
}

static size_t done(const struct run *r)
{
    size_t n = 0;
    for (size_t i = 0; i < r->chunks; i++) {
        char *path = text_format("%s/done-%zu.db", r->folder, i);
        n += files_exist(path);
        free(path);
    }
    return n;
}

/* A task's last act is seen a little later on another node, so the queue has
 * to be empty twice. */
static void wait_for(const struct run *r)
{
    size_t shown = 0, n;
    for (unsigned empty = 0; (n = done(r)) < r->chunks && empty < 2;) {
        if (n != shown)
            fprintf(stderr, "  %zu of %zu chunks are done\n", n, r->chunks);
        shown = n;
        empty = is_queued(r) ? 0 : empty + 1;
        nanosleep(&(struct timespec){.tv_sec = POLL_SECONDS}, NULL);
    }
    for (size_t i = 0; i < r->chunks; i++) {
        char *path = text_format("%s/done-%zu.db", r->folder, i);
        if (!files_exist(path))
            fprintf(stderr,
                    "  chunk %zu is not done, its log: %s/task-%zu.log\n", i,
                    r->folder, i);
        free(path);
    }
}

/* --- runs ----------------------------------------------------------------- */

static struct run run_in(const struct batch *b, const char *home,
                         const char *id)
{
    struct run r = {.batch = b,
                    .folder = text_format("%s/%s", home, id),
                    .job = text_format("parcours-%s", id)};
    for (;; r.chunks++) {
        char *path = text_format("%s/chunk-%zu.db", r.folder, r.chunks);
        bool there = files_exist(path);
        free(path);
        if (!there)
            return r;
    }
}

static void clear(struct run *r)
{
    free(r->folder);
    free(r->job);
}

/* Its folder goes when all of it is gathered, else the logs stay. */
static void finish(struct run *r)
{
    wait_for(r);
    cancel(r);
    gather(r);
    if (done(r) == r->chunks)
        files_remove_folder(r->folder);
    clear(r);
}

/* What earlier calls have left. A run whose job is over and has chunks that are
 * not done is put aside: its submissions are still to be graded. */
static void finish_earlier(const struct batch *b, const char *home)
{
    DIR *folder = opendir(home);
    if (folder == NULL)
        return;
    for (struct dirent *e; (e = readdir(folder)) != NULL;) {
        if (*e->d_name == '.')
            continue;
        struct run r = run_in(b, home, e->d_name);
        char *path = text_copy(r.folder);
        printf("an earlier run, job %s, is gathered first\n", r.job);
        fflush(stdout);
        finish(&r);
        files_remove_folder(path);
        free(path);
    }
    closedir(folder);
}

static struct run new_run(const struct batch *b, const char *home)
{
    unsigned long long id;
    char name[WORD];
    if (getrandom(&id, sizeof id, 0) < 0)
        die_errno("cannot get random bytes");
    snprintf(name, sizeof name, "%016llx", id);
    struct run r = {.batch = b,
                    .folder = text_format("%s/%s", home, name),
                    .job = text_format("parcours-%s", name)};
    files_make_folder(r.folder);
    return r;
}

static void count_verdict(void *data, const char *const *c)
{
    struct batch_sum *sum = data;
    if (c[0] == NULL || strcmp(c[1], "0") == 0)
        sum->broken++;
    else if (strcmp(c[0], "pass") == 0)
        sum->passed++;
    else if (strcmp(c[0], "fail") == 0 || strcmp(c[0], "error") == 0)
        sum->failed++;
    else
        sum->unjudged++;
}

/* How the submissions that were to be graded stand now: by their newest
 * grading since `since`. */
static struct batch_sum sum_up(const struct batch *b, long long since,
                               const struct gradebook_task *tasks, size_t count)
{
    struct batch_sum sum = {.tasks = (unsigned)count};
    struct gradebook *book = batch_open(b);
    char *least = text_format("%lld", since);
    for (size_t i = 0; i < count; i++) {
        char *id = text_format("%lld", (long long)tasks[i].submission);
        const char *arguments[] = {id, least};
        batch_must(
            book, b,
            gradebook_query(
                book,
                "SELECT verdict, final FROM (SELECT 1) LEFT JOIN (SELECT * "
                "FROM grading WHERE submission = CAST(?1 AS INTEGER) AND "
                "id > CAST(?2 AS INTEGER) ORDER BY id DESC LIMIT 1)",
                arguments, 2, count_verdict, &sum));
        free(id);
    }
    free(least);
    gradebook_close(book);
    return sum;
}

/* The tasks that were asked for, moved to the front; their number. */
static size_t choose(const struct batch *b, struct gradebook_task *tasks,
                     size_t count)
{
    size_t kept = 0;
    for (size_t i = 0; i < count; i++)
        if (batch_wants(b, &tasks[i])) {
            struct gradebook_task other = tasks[kept];
            tasks[kept++] = tasks[i];
            tasks[i] = other;
        }
    return kept;
}

static void grade_there(const struct batch *b, const char *home,
                        const struct gradebook_task *tasks, size_t count,
                        unsigned chunk, const char *sandbox)
{
    struct run r = new_run(b, home);
    for (size_t i = 0; i < count; i += chunk)
        write_chunk(&r, r.chunks++, tasks + i,
                    count - i < chunk ? count - i : chunk);
    submit(&r, sandbox);
    finish(&r);
}

struct batch_sum cluster_run(const struct batch *b, unsigned chunk,
                             const char *sandbox)
{
    struct gradebook_task *tasks;
    size_t all, count;
    long long since = 0;
    char *relative = text_format("%s.slurm", b->gradebook);
    char *home = absolute(relative), *grader = fingerprint(b->episode);
    batch_lock(b);
    finish_earlier(b, home);
    struct gradebook *book = batch_open(b);
    batch_must(book, b,
               gradebook_tasks(book, b->episode->name, grader, b->force, &tasks,
                               &all));
    batch_must(book, b,
               gradebook_query(book, "SELECT max(id) FROM grading", NULL, 0,
                               keep_number, &since));
    gradebook_close(book);
    count = choose(b, tasks, all);
    if (count > 0)
        grade_there(b, home, tasks, count, chunk, sandbox);
    struct batch_sum sum = sum_up(b, since, tasks, count);
    gradebook_tasks_free(tasks, all);
    rmdir(home); /* if nothing is left in it */
    free(grader);
    free(home);
    free(relative);
    return sum;
}

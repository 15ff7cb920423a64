/* cluster.c - see cluster.h; chunk.c and queue.c have the rest. */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <time.h>
#include <unistd.h>

#include "../die.h"
#include "../files.h"
#include "cluster.h"
#include "cluster_parts.h"
#include "fingerprint.h"

enum { POLL_SECONDS = 2, WORD = 64 };

char *cluster_absolute(const char *path)
{
    char *here = getcwd(NULL, 0);
    char *whole =
        *path == '/' ? text_copy(path) : text_format("%s/%s", here, path);
    free(here);
    return whole;
}

static void keep_number(void *data, const char *const *columns)
{
    *(long long *)data = columns[0] == NULL ? 0 : atoll(columns[0]);
}

static void gather(const struct array *r)
{
    struct gradebook *book = batch_open(r->batch);
    for (size_t i = 0; i < r->chunks; i++)
        chunk_gather(book, r, i);
    gradebook_close(book);
}

/* --- waiting ---------------------------------------------------------------
 */

static size_t done(const struct array *r)
{
    size_t n = 0;
    for (size_t i = 0; i < r->chunks; i++)
        n += chunk_is_done(r, i);
    return n;
}

/* A task's last act is seen a little later on another node, so the queue has
 * to be empty twice. */
static void wait_for(const struct array *r)
{
    size_t shown = 0, n;
    for (unsigned empty = 0; (n = done(r)) < r->chunks && empty < 2;) {
        if (n != shown)
            fprintf(stderr, "  %zu of %zu chunks are done\n", n, r->chunks);
        shown = n;
        empty = queue_has(r) ? 0 : empty + 1;
        nanosleep(&(struct timespec){.tv_sec = POLL_SECONDS}, NULL);
    }
    for (size_t i = 0; i < r->chunks; i++) {
        if (!chunk_is_done(r, i))
            fprintf(stderr,
                    "  chunk %zu is not done, its log: %s/task-%zu.log\n", i,
                    r->folder, i);
    }
}

/* --- runs ----------------------------------------------------------------- */

static struct array run_in(const struct batch *b, const char *home,
                           const char *id)
{
    struct array r = {.batch = b,
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

static void clear(struct array *r)
{
    free(r->folder);
    free(r->job);
}

/* Its folder goes when all of it is gathered, else the logs stay. */
static void finish(struct array *r)
{
    wait_for(r);
    queue_cancel(r);
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
        struct array r = run_in(b, home, e->d_name);
        char *path = text_copy(r.folder);
        printf("an earlier run, job %s, is gathered first\n", r.job);
        fflush(stdout);
        finish(&r);
        files_remove_folder(path);
        free(path);
    }
    closedir(folder);
}

static struct array new_run(const struct batch *b, const char *home)
{
    unsigned long long id;
    char name[WORD];
    if (getrandom(&id, sizeof id, 0) < 0)
        die_errno("cannot get random bytes");
    snprintf(name, sizeof name, "%016llx", id);
    struct array r = {.batch = b,
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
    struct array r = new_run(b, home);
    for (size_t i = 0; i < count; i += chunk)
        chunk_write(&r, r.chunks++, tasks + i,
                    count - i < chunk ? count - i : chunk);
    queue_submit(&r, sandbox);
    finish(&r);
}

struct batch_sum cluster_run(const struct batch *b, unsigned chunk,
                             const char *sandbox)
{
    struct gradebook_task *tasks;
    size_t all, count;
    long long since = 0;
    char *relative = text_format("%s.slurm", b->gradebook);
    char *home = cluster_absolute(relative), *grader = fingerprint(b->episode);
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

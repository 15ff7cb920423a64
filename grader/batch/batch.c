/* batch.c - see batch.h */
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>

#include "../die.h"
#include "../files.h"
#include "fingerprint.h"
#include "run.h"

/* For another program that has the gradebook: what is graded by then would
 * have to be graded again. */
enum { PATIENCE_MS = 60000 };

struct gradebook *batch_open(const struct batch *b)
{
    char *why;
    struct gradebook *book = gradebook_open(b->gradebook, &why);
    if (book == NULL)
        die("%s", why);
    gradebook_patience(book, PATIENCE_MS);
    return book;
}

void batch_must(const struct gradebook *book, const struct batch *b, bool good)
{
    if (!good)
        die("%s: %s", b->gradebook, gradebook_error(book));
}

void batch_lock(const struct batch *b)
{
    char *path = text_format("%s.lock", b->gradebook);
    int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    if (fd < 0)
        die_errno("%s", path);
    if (flock(fd, LOCK_EX | LOCK_NB) != 0)
        die("another grading with %s is under way; wait for its end",
            b->gradebook);
    free(path); /* the lock is held until this process ends */
}

bool batch_wants(const struct batch *b, const struct gradebook_task *t)
{
    bool known = false;
    for (size_t i = 0; i < b->episode->count; i++)
        known =
            known || strcmp(b->episode->exercises[i].name, t->exercise) == 0;
    return known &&
           (b->only == NULL || strcmp(b->only->name, t->exercise) == 0) &&
           (b->student == NULL || strcmp(b->student, t->student) == 0);
}

static void prepare(struct run *r, const struct batch *b)
{
    struct gradebook *book = batch_open(b);
    *r = (struct run){.batch = b, .grader = fingerprint(b->episode)};
    machine_read(&r->machine);
    batch_must(book, b,
               gradebook_tasks(book, b->episode->name, r->grader, b->force,
                               &r->tasks, &r->count));
    batch_must(book, b,
               gradebook_session(book, b->episode->name, r->grader,
                                 r->machine.cpu, &r->session));
    gradebook_close(book);
    size_t bytes = sizeof *r->shared + r->count * sizeof r->shared->tasks[0];
    r->shared = mmap(NULL, bytes, PROT_READ | PROT_WRITE,
                     MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    r->order = calloc(r->count + 1, sizeof *r->order);
    if (r->shared == MAP_FAILED || r->order == NULL)
        die("out of memory");
    for (size_t i = 0; i < r->count; i++)
        r->shared->tasks[i].state = !batch_wants(b, &r->tasks[i]) ? OTHER
                                    : r->tasks[i].partial != NULL ? PARTIAL
                                                                  : WAITING;
}

static struct batch_sum finish(struct run *r)
{
    struct gradebook *book = batch_open(r->batch);
    batch_must(book, r->batch, gradebook_session_end(book, r->session));
    gradebook_close(book);
    struct batch_sum sum = {
        .passed = (unsigned)round_count(r, PASSED),
        .failed = (unsigned)round_count(r, FAILED),
        .unjudged = (unsigned)round_count(r, UNJUDGED),
        .broken = (unsigned)round_count(r, BROKEN),
    };
    sum.tasks = sum.passed + sum.failed + sum.unjudged + sum.broken;
    gradebook_tasks_free(r->tasks, r->count);
    free(r->order);
    free(r->grader);
    munmap(r->shared,
           sizeof *r->shared + r->count * sizeof r->shared->tasks[0]);
    return sum;
}

struct batch_sum batch_run(const struct batch *batch)
{
    /* half of the time goes into waiting until a program that hangs may be
     * said to, and for the disk */
    const unsigned for_each_job = 2;
    struct run r;
    batch_lock(batch);
    files_sweep("build/batch"); /* of graders that were killed */
    files_sweep("build/cache");
    prepare(&r, batch);
    round_run(&r, WAITING, GRADE_UNTIMED, for_each_job * batch->jobs, "graded");
    round_run(&r, PARTIAL, GRADE_TIMED, 1, "measured");
    round_run(&r, UNJUDGED, GRADE_ALL, 1, "tried again");
    return finish(&r);
}

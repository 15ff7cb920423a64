/* batch.c - see batch.h */
#include <errno.h>
#include <fcntl.h>
#include <jansson.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "../die.h"
#include "../files.h"
#include "../gradebook/gradebook.h"
#include "../grade.h"
#include "../machine.h"
#include "../report.h"
#include "../sandbox/sandbox.h"
#include "../verdict.h"
#include "batch.h"
#include "batch_parts.h"
#include "fingerprint.h"
#include "merge.h"

enum state {
    WAITING,
    OTHER,   /* not asked for */
    PARTIAL, /* all but its measurements is done */
    TAKEN,
    PASSED,
    FAILED,
    UNJUDGED,
    BROKEN,
};

/* What the processes share. */
struct shared {
    atomic_size_t next; /* in the order of the round */
    struct {
        _Atomic enum state state;
        _Atomic pid_t owner; /* while it is TAKEN */
    } tasks[];
};

struct run {
    const struct batch *batch;
    struct gradebook_task *tasks;
    size_t count;
    size_t *order; /* of this round: indices into tasks */
    size_t length;
    struct shared *shared;
    struct machine machine;
    char *grader; /* fingerprint */
    int64_t session;
};

struct gradebook *batch_open(const struct batch *b)
{
    char *why;
    struct gradebook *book = gradebook_open(b->gradebook, &why);
    if (book == NULL)
        die("%s", why);
    return book;
}

void batch_must(const struct gradebook *book, const struct batch *b, bool good)
{
    if (!good)
        die("%s: %s", b->gradebook, gradebook_error(book));
}

/* --- one submission ------------------------------------------------------- */

static char *write_source(struct gradebook *book, const struct run *r,
                          const struct gradebook_task *t,
                          const struct exercise *e)
{
    size_t length = 0;
    char *content = gradebook_content(book, t->submission, &length);
    batch_must(book, r->batch, content != NULL);
    char *folder = text_format("build/batch/grader.%d.tmp", (int)getpid());
    char *path = text_format("%s/%s", folder, e->file);
    files_make_folder(folder);
    files_write(path, content, length);
    free(content);
    free(folder);
    return path;
}

static json_t *grade_file(const struct run *r, const struct gradebook_task *t,
                          const struct exercise *e, const char *path,
                          enum grade_part part, bool *partial)
{
    struct result result;
    struct grading g = {.exercise = e,
                        .submission = path,
                        .tools = r->batch->tools,
                        .seed = r->batch->seed,
                        .part = part,
                        .others = true};
    grade(&g, &result);
    *partial = part == GRADE_UNTIMED && merge_waits(&result);
    json_t *json =
        report_json(&result, t->student, r->batch->seed, &r->machine);
    verdict_clear(&result);
    return json;
}

static enum state state_of(const json_t *result, bool partial)
{
    const char *verdict = json_string_value(json_object_get(result, "verdict"));
    if (partial)
        return PARTIAL;
    if (strcmp(verdict, "pass") == 0)
        return PASSED;
    return strcmp(verdict, "fail") == 0 || strcmp(verdict, "error") == 0
               ? FAILED
               : UNJUDGED;
}

static void record(struct gradebook *book, const struct run *r,
                   const struct gradebook_task *t, const json_t *result,
                   bool partial)
{
    char *dump = json_dumps(result, JSON_COMPACT);
    struct grading_row row = {
        .session = r->session,
        .submission = t->submission,
        .grader = r->grader,
        .verdict = json_string_value(json_object_get(result, "verdict")),
        .cause = json_string_value(json_object_get(result, "cause")),
        .result = dump,
        .points = json_number_value(json_object_get(result, "points")),
        .max = json_number_value(json_object_get(result, "max")),
        .final = !partial};
    batch_must(book, r->batch, gradebook_record(book, &row));
    free(dump);
}

/* The result of an earlier round that lacks its measurements, or NULL. */
static void keep_result(void *data, const char *const *columns)
{
    *(char **)data = text_copy(columns[0]);
}

static char *partial_result(struct gradebook *book, const struct run *r,
                            const struct gradebook_task *t)
{
    char *result = NULL, *id = text_format("%lld", (long long)t->submission);
    const char *arguments[] = {id, r->grader};
    batch_must(book, r->batch,
               gradebook_query(book,
                               "SELECT result FROM grading WHERE NOT final AND "
                               "submission = CAST(? AS INTEGER) AND grader = ? "
                               "ORDER BY id DESC LIMIT 1",
                               arguments, 2, keep_result, &result));
    free(id);
    return result;
}

static enum state grade_task(struct gradebook *book, const struct run *r,
                             const struct gradebook_task *t,
                             enum grade_part part)
{
    const struct exercise *e = episode_find(r->batch->episode, t->exercise);
    char *path = write_source(book, r, t, e);
    bool partial;
    json_t *json = grade_file(r, t, e, path, part, &partial);
    if (part == GRADE_TIMED) {
        char *before = partial_result(book, r, t);
        json = merge_timed(before, json, e);
        free(before);
    }
    enum state state = state_of(json, partial);
    record(book, r, t, json, partial);
    json_decref(json);
    free(path);
    return state;
}

/* --- several processes -----------------------------------------------------
 */

static void work(struct run *r, enum grade_part part)
{
    struct gradebook *book = batch_open(r->batch);
    char *folder = text_format("build/batch/grader.%d.tmp", (int)getpid());
    for (size_t i; (i = r->shared->next++) < r->length;) {
        size_t task = r->order[i];
        r->shared->tasks[task].owner = getpid();
        r->shared->tasks[task].state = TAKEN;
        r->shared->tasks[task].state =
            grade_task(book, r, &r->tasks[task], part);
    }
    files_remove_folder(folder);
    free(folder);
    gradebook_close(book);
}

static void start(struct run *r, enum grade_part part)
{
    pid_t parent = getpid(), pid = fork();
    if (pid < 0)
        die_errno("cannot start a process");
    if (pid > 0)
        return;
    prctl(PR_SET_PDEATHSIG, SIGTERM);
    sandbox_new_user();
    if (getppid() == parent)
        work(r, part);
    exit(0);
}

/* What a process that failed had in hand is not tried again. */
static void note_broken(struct run *r, pid_t pid)
{
    for (size_t i = 0; i < r->count; i++)
        if (r->shared->tasks[i].state == TAKEN &&
            r->shared->tasks[i].owner == pid) {
            r->shared->tasks[i].state = BROKEN;
            fprintf(stderr, "%s/%s: not graded, the grader failed (above)\n",
                    r->tasks[i].student, r->tasks[i].exercise);
        }
}

/* --- progress --------------------------------------------------------------
 */

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static size_t count_in(const struct run *r, enum state state)
{
    size_t n = 0;
    for (size_t i = 0; i < r->count; i++)
        n += r->shared->tasks[i].state == state;
    return n;
}

static size_t finished(const struct run *r)
{
    size_t taken = r->shared->next, busy = count_in(r, TAKEN);
    taken = taken < r->length ? taken : r->length;
    return taken > busy ? taken - busy : 0;
}

/* On a terminal one line that is overwritten, else a line for each tenth. */
static void show(const struct run *r, const char *round, double since,
                 size_t *shown)
{
    size_t done = finished(r);
    bool terminal = isatty(STDERR_FILENO);
    size_t tenth = r->length < 10 ? 1 : r->length / 10;
    if (terminal ? done == *shown : done / tenth == *shown / tenth)
        return;
    *shown = done;
    double left =
        done == 0 ? 0
                  : (now() - since) * (double)(r->length - done) / (double)done;
    fprintf(stderr, "%s  %s: %zu of %zu, about %.0f s left%s",
            terminal ? "\r\033[K" : "", round, done, r->length, left,
            terminal ? "" : "\n");
}

/* --- rounds ----------------------------------------------------------------
 */

/* The tasks in a state, in random order. */
static void choose(struct run *r, enum state state)
{
    uint64_t random = r->batch->seed | 1;
    r->length = 0;
    for (size_t i = 0; i < r->count; i++)
        if (r->shared->tasks[i].state == state)
            r->order[r->length++] = i;
    for (size_t i = r->length; i > 1; i--) {
        random = random * 6364136223846793005u + 1442695040888963407u;
        size_t k = (size_t)((random >> 33) % i), other = r->order[k];
        r->order[k] = r->order[i - 1];
        r->order[i - 1] = other;
    }
    r->shared->next = 0;
}

/* Not one of the first could be graded: nor will the others be. */
static void stop_if_hopeless(struct run *r)
{
    const size_t enough = 4;
    size_t good = 0;
    static const enum state states[] = {PARTIAL, PASSED, FAILED, UNJUDGED};
    for (size_t i = 0; i < sizeof states / sizeof *states; i++)
        good += count_in(r, states[i]);
    if (good > 0 || count_in(r, BROKEN) < enough ||
        r->shared->next >= r->length)
        return;
    r->shared->next = r->length;
    fprintf(stderr, "stopped: the grader failed on each of the first; mend "
                    "what it says above, then call it again\n");
}

static void round_of(struct run *r, enum state state, enum grade_part part,
                     unsigned processes, const char *name)
{
    choose(r, state);
    double since = now();
    size_t shown = 0, alive = 0;
    for (; alive < processes && alive < r->length; alive++)
        start(r, part);
    while (alive > 0) {
        int status;
        pid_t pid = waitpid(-1, &status, WNOHANG);
        if (pid > 0 && status != 0) {
            note_broken(r, pid);
            stop_if_hopeless(r);
            if (r->shared->next < r->length)
                start(r, part);
            else
                alive--;
        } else if (pid > 0) {
            alive--;
        } else {
            nanosleep(&(struct timespec){.tv_nsec = 100000000}, NULL);
        }
        show(r, name, since, &shown);
    }
    if (r->length > 0 && isatty(STDERR_FILENO))
        fprintf(stderr, "\r\033[K");
}

/* --- all of it ---------------------------------------------------------------
 */

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
        .passed = (unsigned)count_in(r, PASSED),
        .failed = (unsigned)count_in(r, FAILED),
        .unjudged = (unsigned)count_in(r, UNJUDGED),
        .broken = (unsigned)count_in(r, BROKEN),
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
    /* the processes that grade end in good order, this one just ends */
    signal(SIGINT, SIG_DFL);
    signal(SIGTERM, SIG_DFL);
    signal(SIGHUP, SIG_DFL);
    round_of(&r, WAITING, GRADE_UNTIMED, for_each_job * batch->jobs, "graded");
    round_of(&r, PARTIAL, GRADE_TIMED, 1, "measured");
    round_of(&r, UNJUDGED, GRADE_ALL, 1, "tried again");
    return finish(&r);
}

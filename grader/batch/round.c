/* round.c - one round of a batch: the processes that grade, and how it goes. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "../die.h"
#include "../files.h"
#include "../process_signals.h"
#include "../sandbox/sandbox.h"
#include "../text.h"
#include "../utf8.h"
#include "run.h"

/* --- several processes ---------------------------------------------------- */

static void work(struct run *r, enum grade_part part)
{
    struct gradebook *book = batch_open(r->batch);
    char *folder = files_draft("build/batch/grader");
    for (size_t i;
         !r->shared->given_up && (i = r->shared->next++) < r->length;) {
        size_t task = r->order[i];
        r->shared->tasks[task].owner = getpid();
        r->shared->tasks[task].state = TAKEN;
        r->shared->tasks[task].state =
            task_grade(book, r, &r->tasks[task], part);
    }
    files_remove_folder(folder);
    free(folder);
    gradebook_close(book);
}

/* Processes that grade; 0: none any more. */
static pid_t workers[ROUND_PROCESSES_MOST];
static volatile sig_atomic_t interrupted;

static void note_signal(int sig)
{
    interrupted = sig;
}

/* Its place in the table, which is free again; NULL: nobody has ended. */
static pid_t *take_out(pid_t pid)
{
    for (int i = 0; i < ROUND_PROCESSES_MOST && pid > 0; i++)
        if (workers[i] == pid) {
            workers[i] = 0;
            return &workers[i];
        }
    return NULL;
}

/* With the last of them the lock on the gradebook is free again, too. */
static _Noreturn void give_up(void)
{
    for (int i = 0; i < ROUND_PROCESSES_MOST; i++)
        if (workers[i] > 0)
            kill(workers[i], SIGTERM);
    while (wait(NULL) > 0)
        ;
    fputs("\nparcours: interrupted; what is graded is kept, the same command "
          "goes on\n",
          stderr);
    process_signals_handle(SIG_DFL);
    raise(interrupted);
    exit(STATUS_GRADER);
}

static void start(struct run *r, enum grade_part part, pid_t *pid)
{
    pid_t parent = getpid();
    *pid = fork();
    if (*pid < 0)
        die_errno("cannot start a process");
    if (*pid > 0)
        return;
    process_signals_handle(SIG_DFL);
    prctl(PR_SET_PDEATHSIG, SIGTERM);
    sandbox_new_user();
    if (getppid() == parent)
        work(r, part);
    exit(0);
}

/* What a process that failed had in hand is not tried again. One that had
 * nothing in hand could not even begin, and neither will the next. */
static void note_broken(struct run *r, pid_t pid)
{
    bool any = false;
    for (size_t i = 0; i < r->count; i++)
        if (r->shared->tasks[i].state == TAKEN &&
            r->shared->tasks[i].owner == pid) {
            any = true;
            r->shared->tasks[i].state = BROKEN;
            char *who = utf8_clean(text_copy(r->tasks[i].student));
            fprintf(stderr, "%s/%s: not graded, the grader failed (above)\n",
                    who, r->tasks[i].exercise);
            free(who);
        }
    r->shared->given_up = !any || r->shared->given_up;
}

/* --- progress ------------------------------------------------------------- */

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

size_t round_count(const struct run *r, enum state state)
{
    size_t n = 0;
    for (size_t i = 0; i < r->count; i++)
        n += r->shared->tasks[i].state == state;
    return n;
}

static size_t finished(const struct run *r)
{
    size_t taken = r->shared->next, busy = round_count(r, TAKEN);
    taken = taken < r->length ? taken : r->length;
    return taken > busy ? taken - busy : 0;
}

/* On a terminal one line that is overwritten, else a line for each tenth. */
static void show(const struct run *r, const char *round, double since,
                 size_t *shown)
{
    size_t done = finished(r);
    bool terminal = text_on_screen(STDERR_FILENO);
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

/* --- the round ------------------------------------------------------------ */

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
static bool is_hopeless(const struct run *r)
{
    const size_t enough = 4;
    size_t good = 0;
    static const enum state states[] = {PARTIAL, PASSED, FAILED, UNJUDGED};
    for (size_t i = 0; i < sizeof states / sizeof *states; i++)
        good += round_count(r, states[i]);
    return good == 0 && round_count(r, BROKEN) >= enough &&
           r->shared->next < r->length;
}

void round_run(struct run *r, enum state state, enum grade_part part,
               unsigned processes, const char *name)
{
    if (r->shared->given_up)
        return;
    choose(r, state);
    double since = now();
    size_t shown = 0, alive = 0;
    process_signals_handle(note_signal);
    for (; alive < processes && alive < r->length; alive++)
        start(r, part, &workers[alive]);
    while (alive > 0) {
        int status;
        pid_t pid = waitpid(-1, &status, WNOHANG);
        pid_t *worker = take_out(pid);
        if (interrupted)
            give_up();
        if (worker != NULL && status != 0) {
            note_broken(r, pid);
            r->shared->given_up = r->shared->given_up || is_hopeless(r);
            if (r->shared->next < r->length && !r->shared->given_up)
                start(r, part, worker);
            else
                alive--;
        } else if (worker != NULL) {
            alive--;
        } else {
            nanosleep(&(struct timespec){.tv_nsec = 100000000}, NULL);
        }
        show(r, name, since, &shown);
    }
    process_signals_handle(SIG_DFL);
    if (r->length > 0 && text_on_screen(STDERR_FILENO))
        fprintf(stderr, "\r\033[K");
    if (r->shared->given_up)
        fprintf(stderr, "stopped: mend what is said above, then call it again; "
                        "what is recorded stays\n");
}

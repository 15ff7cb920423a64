/*
 * selftest.c - make selftest: does every exercise tell good from bad?
 *
 * The skeleton and the serial baseline must build and must not pass, the
 * solution must, and every specimen must get the verdict in its name:
 * lost-update--race.c.
 *
 * Files are graded by several processes side by side (--jobs), each of which
 * takes the next file that nobody has; measurements still wait for each other
 * (outcome.h). Rows come in the order in which they are done.
 */
#include <glob.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "../confine.h"
#include "../die.h"
#include "../files.h"
#include "../grade.h"
#include "../options.h"
#include "../sandbox/sandbox.h"
#include "../verdict.h"
#include "ask.h"
#include "commands.h"

/* What is expected of a file, beside the words of cause.h. */
static const char *const pass = "pass", *const not_pass = "not-pass",
                         *const not_judged = "not-judged";

/* One file to grade, and what is expected of it. */
struct trial {
    const struct exercise *exercise;
    char *path, *name, *label;
};

struct trials {
    struct trial *list;
    size_t count;
};

/* Shared by the processes that grade. */
struct tally {
    atomic_size_t next; /* trial that nobody has taken */
    atomic_uint good, bad, unjudged;
};

static bool as_expected(const struct result *r, const char *label)
{
    if (strcmp(label, pass) == 0)
        return r->verdict == VERDICT_PASS;
    if (strcmp(label, not_judged) == 0)
        return r->verdict == VERDICT_SKIPPED;
    if (r->verdict != VERDICT_FAIL && r->verdict != VERDICT_ERROR)
        return false;
    if (strcmp(label, not_pass) == 0)
        return r->cause != CAUSE_BUILD;
    return r->cause == cause_parse(label);
}

static const char *outcome(const struct result *r)
{
    return r->verdict == VERDICT_PASS    ? pass
           : r->verdict <= VERDICT_ERROR ? cause_word(r->cause)
                                         : "not judged";
}

/* The smallest and largest speed-ups seen, for the author. */
static void note_speed(const struct result *r, double *least, double *most)
{
    for (size_t i = 0; i < r->count; i++) {
        double s = r->checks[i].speedup;
        if (s <= 0)
            continue;
        *least = *least == 0 || s < *least ? s : *least;
        *most = s > *most ? s : *most;
    }
}

/* What this process and those that it waited for have used so far. */
struct spent {
    double wall, cpu;
};

static double seconds(struct timeval t)
{
    return (double)t.tv_sec + 1e-6 * (double)t.tv_usec;
}

static struct spent spent_now(void)
{
    struct timespec now;
    struct rusage own, others;
    clock_gettime(CLOCK_MONOTONIC, &now);
    getrusage(RUSAGE_SELF, &own);
    getrusage(RUSAGE_CHILDREN, &others);
    return (struct spent){(double)now.tv_sec + 1e-9 * (double)now.tv_nsec,
                          seconds(own.ru_utime) + seconds(own.ru_stime) +
                              seconds(others.ru_utime) +
                              seconds(others.ru_stime)};
}

/* What went wrong, and how far the figures of several runs lie apart. */
static void print_more(const struct options *o, const char *seen, double least,
                       double most, const char *gpu)
{
    char speed[48] = "";
    if (most > 0 && (o->repeat > 1 || seen[0] != '\0'))
        snprintf(speed, sizeof speed, "  %.2f to %.2f times as fast", least,
                 most);
    if (seen[0] != '\0' || speed[0] != '\0' || gpu[0] != '\0')
        printf("      %s%s%s%s%s\n", seen[0] != '\0' ? "  got: " : "", seen,
               speed, gpu[0] != '\0' ? "  gpu: " : "", gpu);
}

static void print_row(const struct trial *t, unsigned good, unsigned unjudged,
                      const struct options *o, struct spent since)
{
    struct spent now = spent_now();
    const char *word = good == o->repeat              ? "ok"
                       : good + unjudged == o->repeat ? "--"
                                                      : "NOT OK";
    printf("%-6s %-16s %-25s %-10s %2u/%-2u %3.0f s CPU %2.0f\n", word,
           t->exercise->name, t->name, t->label, good, o->repeat,
           now.wall - since.wall, now.cpu - since.cpu);
}

static void run_trial(const struct trial *t, const struct options *o,
                      struct tally *tally)
{
    struct spent start = spent_now();
    unsigned good = 0, unjudged = 0;
    double least = 0, most = 0;
    char seen[32] = "", gpu[16] = "";
    for (unsigned i = 0; i < o->repeat; i++) {
        struct grading g = {.exercise = t->exercise,
                            .submission = t->path,
                            .tools = o->tool,
                            .seed = o->seed + i};
        struct result r;
        grade(&g, &r);
        bool fine = as_expected(&r, t->label);
        bool neither = !fine && r.verdict > VERDICT_ERROR;
        good += fine;
        unjudged += neither;
        if (!fine)
            snprintf(seen, sizeof seen, "%s", outcome(&r));
        note_speed(&r, &least, &most);
        if (r.gpu.spec != NULL)
            snprintf(gpu, sizeof gpu, "%s", verdict_word(r.gpu.verdict));
        verdict_clear(&r);
    }
    tally->good += good;
    tally->unjudged += unjudged;
    tally->bad += o->repeat - good - unjudged;
    print_row(t, good, unjudged, o, start);
    print_more(o, seen, least, most, gpu);
    fflush(stdout);
}

/* --- what there is to grade ---------------------------------------------- */

/* Takes over `path` and `name`. */
static void add_trial(struct trials *to, const struct exercise *e, char *path,
                      char *name, const char *label)
{
    to->list = realloc(to->list, (to->count + 1) * sizeof *to->list);
    if (to->list == NULL)
        die("out of memory");
    to->list[to->count++] = (struct trial){e, path, name, text_copy(label)};
}

/* "tests/.../lost-update--race.c": the label is after the last "--". */
static void add_specimen(struct trials *to, const struct exercise *e,
                         const char *path)
{
    char *name = text_copy(files_name(path));
    char *label = NULL;
    for (char *at = name; (at = strstr(at, "--")) != NULL; at += 2)
        label = at;
    name[strcspn(name, ".")] = '\0';
    if (label == NULL ||
        (strcmp(label + 2, pass) != 0 && strcmp(label + 2, not_judged) != 0 &&
         cause_parse(label + 2) == CAUSE_COUNT))
        die("%s: the name must end in --pass.c, in a cause such as --race.c, "
            "or in --not-judged.cu",
            path);
    *label = '\0';
    add_trial(to, e, text_copy(path), name, label + 2);
}

static bool has_speed(const struct exercise *e)
{
    for (size_t i = 0; i < e->nchecks; i++)
        if (e->checks[i].kind == CHECK_SPEED)
            return true;
    return false;
}

static void add_exercise(struct trials *to, const struct exercise *e)
{
    char *pattern = text_format("tests/specimens/%s/%s/*.%s", e->episode,
                                e->name, e->cuda ? "cu" : "c");
    glob_t found;
    add_trial(to, e, exercise_skeleton(e), text_copy("(skeleton)"), not_pass);
    add_trial(to, e, text_copy(e->solution), text_copy("(solution)"), pass);
    if (has_speed(e))
        add_trial(to, e, text_format("%s/serial.c", e->folder),
                  text_copy("(serial)"), not_pass);
    if (glob(pattern, 0, NULL, &found) == 0)
        for (size_t i = 0; i < found.gl_pathc; i++)
            add_specimen(to, e, found.gl_pathv[i]);
    globfree(&found);
    free(pattern);
}

static void add_episode(struct trials *to, const struct episode *episode,
                        const struct options *o)
{
    for (size_t i = 0; i < episode->count; i++) {
        const struct exercise *e = &episode->exercises[i];
        if (o->exercise != NULL && strcmp(o->exercise, e->name) != 0)
            continue;
        if (o->submission != NULL)
            add_specimen(to, e, o->submission);
        else
            add_exercise(to, e);
    }
}

/* --- grading ------------------------------------------------------------- */

static void run_trials(const struct trials *t, const struct options *o,
                       struct tally *tally)
{
    for (size_t i; (i = tally->next++) < t->count;)
        run_trial(&t->list[i], o, tally);
}

/* Runs all trials in `jobs` processes; 0, or the status of one in which the
 * grader itself failed. */
static int share_out(const struct trials *t, const struct options *o,
                     struct tally *tally)
{
    int worst = 0;
    fflush(stdout);
    for (unsigned i = 0; i < o->jobs; i++) {
        pid_t parent = getpid(), pid = fork();
        if (pid < 0)
            die_errno("cannot start a process");
        if (pid == 0) {
            prctl(PR_SET_PDEATHSIG, SIGTERM);
            sandbox_new_user();
            if (getppid() == parent)
                run_trials(t, o, tally);
            exit(0);
        }
    }
    /* the children end in good order, this process just ends */
    signal(SIGINT, SIG_DFL);
    signal(SIGTERM, SIG_DFL);
    signal(SIGHUP, SIG_DFL);
    for (int status; wait(&status) > 0;)
        if (status != 0)
            worst = WIFEXITED(status) ? WEXITSTATUS(status) : STATUS_GRADER;
    return worst;
}

/* A detector that did not run must not look like a course that works. */
static int judge_tally(const struct tally *t)
{
    unsigned all = t->good + t->bad + t->unjudged;
    if (t->bad > 0)
        return STATUS_NOT_PASSED;
    return t->good > 0 && 20 * t->unjudged <= all ? STATUS_PASSED
                                                  : STATUS_NOT_JUDGED;
}

static int run_all(const struct trials *t, const struct options *o)
{
    struct tally *tally = mmap(NULL, sizeof *tally, PROT_READ | PROT_WRITE,
                               MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (tally == MAP_FAILED)
        die_errno("out of memory");
    int broken = share_out(t, o, tally);
    int status = broken != 0 ? broken : judge_tally(tally);
    printf("%u passed, %u failed, %u skipped\n", tally->good, tally->bad,
           tally->unjudged);
    munmap(tally, sizeof *tally);
    return status;
}

static void clear_trials(struct trials *t)
{
    for (size_t i = 0; i < t->count; i++) {
        free(t->list[i].path);
        free(t->list[i].name);
        free(t->list[i].label);
    }
    free(t->list);
}

int command_selftest(const struct options *o)
{
    enum { MOST = 64 };
    struct episode episodes[MOST];
    struct trials trials = {0};
    size_t count = 0;
    confine_check(o);
    ask_check_names(o);
    char **names = episode_names();
    for (char **name = names; *name != NULL && count < MOST; name++)
        if (o->episode == NULL || strcmp(o->episode, *name) == 0) {
            episode_load(*name, &episodes[count]);
            add_episode(&trials, &episodes[count++], o);
        }
    episode_names_free(names);
    if (trials.count == 0)
        die_status(STATUS_USAGE, "nothing to test; make list shows episodes "
                                 "and exercises");
    int status = run_all(&trials, o);
    clear_trials(&trials);
    while (count > 0)
        episode_clear(&episodes[--count]);
    return status;
}

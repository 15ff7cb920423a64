/*
 * speed.c - the measurements behind judge_speed.
 *
 * Model rounds: the learner's worker keeps the books of the work/span model
 * (worker/model.h) with `threads` threads, the serial baseline is charged by
 * the kernel's CPU clock; the two alternate in random order.
 *
 * Clock rounds: learner, baseline and reference solution by the judge's own
 * clock, with as many threads as there are cores, in random order.  Only
 * quiet rounds say anything, so each notes how busy the machine was.
 *
 * Every round has fresh inputs and every result is checked.
 */
#include <jansson.h>
#include <math.h>
#include <stdlib.h>
#include <unistd.h>

#include "../rounds.h"
#include "../speedup.h"
#include "../worker/wire.h"
#include "judge.h"
#include "now.h"
#include "procfs.h"
#include "random.h"
#include "record.h"
#include "session.h"

struct job {
    void (*round)(void *data, unsigned threads);
    void *data;
};

struct loads {
    struct procfs_thread list[WIRE_THREADS_MAX];
    unsigned count;
};

static void read_loads(const struct subject *s, struct loads *l)
{
    l->count = procfs_threads(subject_pid(s), l->list, WIRE_THREADS_MAX);
    if (l->count > WIRE_THREADS_MAX)
        l->count = WIRE_THREADS_MAX;
}

static const struct procfs_thread *find(const struct loads *l, pid_t tid)
{
    for (unsigned i = 0; i < l->count; i++)
        if (l->list[i].tid == tid)
            return &l->list[i];
    return NULL;
}

static double nap_of(const struct wire_model *books, pid_t tid)
{
    for (unsigned i = 0; i < books->naps && i < WIRE_THREADS_MAX; i++)
        if (books->nap[i].tid == tid)
            return books->nap[i].seconds;
    return 0;
}

/* [[cpu, delay, nap], ...]: what each thread did between two readings. */
static json_t *loads_between(const struct loads *before,
                             const struct loads *after,
                             const struct wire_model *books)
{
    json_t *array = json_array();
    for (unsigned i = 0; i < after->count; i++) {
        const struct procfs_thread *t = &after->list[i];
        const struct procfs_thread *was = find(before, t->tid);
        double cpu = t->cpu - (was == NULL ? 0 : was->cpu);
        double delay = t->delay - (was == NULL ? 0 : was->delay);
        json_array_append_new(
            array, json_pack("[f, f, f]", cpu, delay, nap_of(books, t->tid)));
    }
    return array;
}

static double serial_cpu(const struct job *job, unsigned threads)
{
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    struct subject *s = session_use(SESSION_SERIAL);
    session_crowd((cores < threads ? (unsigned)cores : threads) - 1);
    double before = subject_cpu(s);
    job->round(job->data, threads);
    judge_forget();
    return subject_cpu(s) - before;
}

static bool sound_naps(const struct wire_model *books)
{
    for (unsigned i = 0; i < WIRE_THREADS_MAX; i++)
        if (!isfinite(books->nap[i].seconds) || books->nap[i].seconds < 0)
            return false;
    return true;
}

/* The worker is stopped; it may have written anything there. */
static struct wire_model read_books(void)
{
    struct wire_model books = *WIRE_MODEL;
    if (!isfinite(books.span) || !isfinite(books.span_signal) ||
        !isfinite(books.hold) || !sound_naps(&books))
        judge_fail(CAUSE_PROTOCOL,
                   "something wrote on the books of the measurement");
    return books;
}

/* One measured call of the learner's code, as JSON. */
static json_t *model_sample(const struct job *job, unsigned threads)
{
    static struct loads before, after;
    struct subject *s = session_use(SESSION_LEARNER);
    WIRE_SETTINGS->measure = 1;
    read_loads(s, &before);
    double cpu = subject_cpu(s);
    job->round(job->data, threads);
    cpu = subject_cpu(s) - cpu;
    read_loads(s, &after);
    struct wire_model books = read_books();
    WIRE_SETTINGS->measure = 0;
    judge_forget();
    return json_pack(
        "{sf, sf, sf, sf, sf, sI, sI, sI, sI, so}", "cpu", cpu, "elapsed",
        subject_elapsed(s), "span", books.span, "span_signal",
        books.span_signal, "hold", books.hold, "acquired",
        (json_int_t)books.acquired, "teams", (json_int_t)books.teams, "pieces",
        (json_int_t)books.pieces, "threads", (json_int_t)books.threads, "loads",
        loads_between(&before, &after, &books));
}

/* Fast enough, and enough threads were seen at work. */
static bool is_fast(const struct model *m, double times)
{
    const struct session *s = session_options();
    return m->measured && !m->too_busy && m->speedup >= times * s->target &&
           speedup_seen(m, s->threads) >= s->target;
}

/* Noise only makes code look slower, so more rounds can only help code that
 * is fast enough; they are not spent on code that is far from it, and hardly
 * any on code that no noise can explain. */
static bool enough_rounds(const struct model_round *rounds, size_t n)
{
    static const struct {
        size_t rounds;
        double less; /* than this part of the target */
    } hopeless[] = {{2, 0.2}, {9, 0.6}};
    const size_t least = 5, few = 3;
    const double clear = 1.1, very_clear = 1.3;
    const struct session *session = session_options();
    if (n == 0)
        return false;
    struct model m = speedup_model(rounds, n, session->threads);
    double reached = m.speedup / session->target;
    for (size_t i = 0; i < sizeof hopeless / sizeof *hopeless; i++)
        if (n >= hopeless[i].rounds && reached < hopeless[i].less)
            return true;
    return (n >= least && reached >= clear) ||
           (n >= few && is_fast(&m, very_clear));
}

/* Also says whether the code is known to be fast. */
static json_t *model_rounds(const struct job *job, bool *fast)
{
    static struct model_round noted[SPEEDUP_ROUNDS];
    const struct session *session = session_options();
    const unsigned threads = session->threads;
    json_t *rounds = json_array();
    size_t n = 0;
    for (; n < session->rounds && !enough_rounds(noted, n); n++) {
        json_t *sample;
        double serial;
        if (random_next() & 1) {
            serial = serial_cpu(job, threads);
            sample = model_sample(job, threads);
        } else {
            sample = model_sample(job, threads);
            serial = serial_cpu(job, threads);
        }
        json_object_set_new(sample, "serial", json_real(serial));
        rounds_read_model(sample, &noted[n]);
        json_array_append_new(rounds, sample);
    }
    struct model m = speedup_model(noted, n, threads);
    *fast = is_fast(&m, 1);
    return rounds;
}

static double clock_call(const struct job *job, enum session_program program,
                         unsigned threads)
{
    struct subject *s = session_use(program);
    job->round(job->data, threads);
    judge_forget();
    return subject_elapsed(s);
}

/* Also notes which part of the round anything on this machine had to wait
 * for a core; -1 if the kernel does not say. */

static json_t *clock_round(const struct job *job, unsigned cores)
{
    static const char *const names[] = {"learner", "serial", "reference"};
    json_t *sample = json_object();
    double start = now(), stalled = procfs_stalled();
    unsigned first = (unsigned)judge_below(SESSION_PROGRAMS);
    for (unsigned i = 0; i < SESSION_PROGRAMS; i++) {
        unsigned program = (first + i) % SESSION_PROGRAMS;
        double t = clock_call(job, program, cores);
        json_object_set_new(sample, names[program], json_real(t));
    }
    double waited =
        stalled < 0 ? -1 : (procfs_stalled() - stalled) / (now() - start);
    json_object_set_new(sample, "waited", json_real(waited));
    return sample;
}

/* Gives up early on a machine that is busy, where nothing would count, and
 * when it cannot change the verdict any more. */
static json_t *clock_rounds(const struct job *job, bool doubted)
{
    const size_t trial = 3;
    struct clock_round noted[SPEEDUP_CLOCK_ROUNDS];
    const struct session *session = session_options();
    json_t *rounds = json_array();
    if (session->cores < 2 || session->program[SESSION_REFERENCE] == NULL)
        return rounds;
    for (size_t n = 0; n < SPEEDUP_CLOCK_ROUNDS &&
                       (n < trial || speedup_clock(noted, n).quiet > 0) &&
                       !speedup_settled(noted, n, session->wall, doubted);
         n++) {
        json_t *round = clock_round(job, session->cores);
        rounds_read_clock(round, &noted[n]);
        json_array_append_new(rounds, round);
    }
    return rounds;
}

void judge_speed(const char *what, void (*round)(void *data, unsigned threads),
                 void *data)
{
    const struct session *session = session_options();
    struct job job = {round, data};
    if (session->program[SESSION_SERIAL] == NULL)
        return;
    /* once unmeasured: first calls pay for page faults */
    session_use(SESSION_LEARNER);
    round(data, session->threads);
    serial_cpu(&job, session->threads);

    bool fast;
    json_t *model = model_rounds(&job, &fast);
    json_t *wall = clock_rounds(&job, !fast);
    session_use(SESSION_LEARNER);
    record_write(json_pack("{ss, ss, si, si, so, so}", "record", "speed",
                           "what", what, "threads", (int)session->threads,
                           "cores", (int)session->cores, "model", model, "wall",
                           wall));
}

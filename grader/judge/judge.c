/* judge.c - see judge.h: one test at a time, one worker per test. */
#include <sched.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <jansson.h>

#include "../worker/wire.h"
#include "arena.h"
#include "emulator.h"
#include "explore.h"
#include "gpu.h"
#include "judge.h"
#include "now.h"
#include "procfs.h"
#include "random.h"
#include "record.h"
#include "session.h"
#include "subject.h"
#include "timing.h"

static struct session session;

static struct {
    const char *title;
    struct subject *worker[SESSION_PROGRAMS]; /* started when first needed */
    enum session_program now;                 /* the one that calls go to */
    struct subject *crowd[SESSION_CROWD]; /* copies of the serial baseline */
    unsigned ncrowd; /* of these, how many work along with each call */
    unsigned puppets;
    bool in_order; /* puppets are not stopped */
    bool failed;
    double started;
} test;

void session_begin(const struct session *options)
{
    session = *options;
}

const struct session *session_options(void)
{
    return &session;
}

/* Detectors see what the plain worker does not, and are slower. */
static bool detector(void)
{
    return session.kind == SUBJECT_TSAN || session.kind == SUBJECT_HELGRIND ||
           session.kind == SUBJECT_ARCHER;
}

static bool on_gpu(void)
{
    return session.kind == SUBJECT_GPU;
}

static bool emulated(void)
{
    return session.kind == SUBJECT_CUDA || session.kind == SUBJECT_TALLY;
}

unsigned session_failures;
static unsigned endless; /* of these */

/* True if the next test would only wait as long again. A detector is asked
 * once more: it may see the cause in another test. */
static bool gave_up(void)
{
    return endless > (detector() ? 1 : 0);
}

/* --- the record of a test ------------------------------------------------ */

static json_t *text_of(const char *(*part)(const struct subject *, size_t *))
{
    size_t length = 0;
    const struct subject *s = test.worker[SESSION_LEARNER];
    const char *text = s == NULL ? "" : part(s, &length);
    return record_text(text, length);
}

/* Under a detector the worker's log is a record of its own. */
static void write_test(enum cause cause, const char *message)
{
    json_t *record =
        json_pack("{ss, ss, ss, ss, so, so, sf}", "record", "test", "title",
                  test.title, "test", tcase_name(), "cause", cause_word(cause),
                  "message", record_text(message, strlen(message)), "output",
                  text_of(subject_output), "seconds", now() - test.started);
    if (cause != CAUSE_NONE && !detector())
        json_object_set_new(record, "trouble", text_of(subject_log));
    record_write(record);
}

/* Notes the first failure of a test; returns to end it. */
static void note_failure(enum cause cause, const char *message)
{
    if (test.failed)
        return;
    test.failed = true;
    session_failures++;
    endless +=
        cause == CAUSE_HANG || cause == CAUSE_LOOP || cause == CAUSE_FLOOD;
    write_test(cause, message);
}

/* Where a failed expectation leads while a check is tried. */
static struct session_failure *tried;
static jmp_buf after_try;

void judge_fail(enum cause cause, const char *format, ...)
{
    char message[sizeof tried->message];
    va_list args;
    va_start(args, format);
    vsnprintf(message, sizeof message, format, args);
    va_end(args);
    if (tried != NULL) {
        tried->cause = cause;
        memcpy(tried->message, message, sizeof message);
        longjmp(after_try, 1);
    }
    note_failure(cause, message);
    ck_abort();
    abort(); /* not reached: ck_abort jumps, but does not say so */
}

void session_trouble(struct subject *s)
{
    const char *message;
    enum cause cause = subject_trouble(s, &message);
    if (s != test.worker[SESSION_LEARNER]) {
        fprintf(stderr, "judge: our own worker failed: %s\n", message);
        exit(4);
    }
    if (emulated())
        emulator_look(s, true); /* it knows better what has ended it */
    if (on_gpu())
        gpu_trouble(s);
    judge_fail(cause, "%s", message);
}

/* --- begin and end of a test --------------------------------------------- */

static void set_up(void)
{
    arena_reset();
    explore_reset();
    emulator_reset();
    memset(&test, 0, sizeof test);
    test.title = "";
    test.started = now();
    *WIRE_SETTINGS = (struct wire_settings){0};
}

const char *session_title(void)
{
    return test.title;
}

void judge_title(const char *title)
{
    test.title = title;
}

/* What a race detector had to say is the grader's to read. */
static void write_log(const struct subject *s, int status)
{
    size_t length, printed;
    const char *log = subject_log(s, &length);
    const char *output = subject_output(s, &printed);
    record_write(json_pack("{ss, ss, si, so, so}", "record", "log", "title",
                           test.title, "status", status, "text",
                           record_text(log, length), "output",
                           record_text(output, printed)));
}

static void send_puppets_home(struct subject *s)
{
    for (unsigned i = 0; i < test.puppets; i++)
        if (!subject_pending(s, 1 + i))
            subject_send(s, 1 + i, WIRE_OP_QUIT, NULL);
}

/* The last word of a worker is its exit status: a detector's findings and
 * an exit from a destructor show only there. */
static void finish_learner(struct subject *s)
{
    const int tsan_found_something = 66;
    bool tool = detector();
    int status = -1;
    if (!test.failed) {
        send_puppets_home(s);
        status = subject_quit(s);
        const char *message;
        enum cause cause = subject_trouble(s, &message);
        if (status < 0)
            note_failure(cause, message);
        else if (status != 0 && !(tool && status == tsan_found_something))
            note_failure(CAUSE_EXIT, "the program ended with an exit status "
                                     "of its own after its last call");
    } else if (tool) {
        /* let the detector say what it has seen, unless it hangs */
        const char *message;
        if (subject_trouble(s, &message) == CAUSE_NONE)
            status = subject_quit(s);
    }
    if (tool || session.kind == SUBJECT_ALONE)
        write_log(s, status);
}

static void tear_down(void)
{
    if (test.worker[SESSION_LEARNER] != NULL)
        finish_learner(test.worker[SESSION_LEARNER]);
    if (!test.failed && emulated())
        emulator_clean();
    if (!test.failed)
        write_test(CAUSE_NONE, "");
    for (int i = 0; i < SESSION_PROGRAMS; i++) {
        subject_kill(test.worker[i]);
        test.worker[i] = NULL;
    }
    for (int i = 0; i < SESSION_CROWD; i++)
        subject_kill(test.crowd[i]);
}

TCase *judge_tcase(Suite *suite, const char *name, const char *tags)
{
    TCase *tc = tcase_create(name);
    tcase_add_checked_fixture(tc, set_up, tear_down);
    tcase_set_tags(tc, tags);
    suite_add_tcase(suite, tc);
    return tc;
}

/* --- memory -------------------------------------------------------------- */

static void *must(void *memory, size_t bytes)
{
    if (memory == NULL) {
        fprintf(stderr,
                "judge: the suite asks for %zu bytes more than an "
                "arena has\n",
                bytes);
        exit(4);
    }
    return memory;
}

void *judge_in(size_t bytes)
{
    return must(arena_in(bytes), bytes);
}

void *judge_out(size_t bytes)
{
    return must(arena_out(bytes), bytes);
}

const void *judge_copy(const void *out)
{
    return must((void *)arena_copy(out), 0);
}

void judge_forget(void)
{
    arena_reset();
}

uint64_t judge_random(void)
{
    return random_next();
}

uint64_t judge_below(uint64_t n)
{
    return (uint64_t)(((__uint128_t)random_next() * n) >> 64);
}

bool judge_under_tool(void)
{
    return session.kind != SUBJECT_PLAIN; /* the explorer is slow as well */
}

/* --- calls --------------------------------------------------------------- */

void session_drop(void)
{
    session_failures += !test.failed;
    test.failed = true;
    ck_abort();
    abort(); /* not reached: see judge_fail */
}

void session_leave_out(void)
{
    if (gave_up())
        session_drop();
}

static struct subject *worker(void)
{
    if (test.worker[SESSION_LEARNER] == NULL)
        session_leave_out();
    struct subject **s = &test.worker[test.now];
    if (*s == NULL)
        *s = subject_start(session.program[test.now],
                           test.now == SESSION_LEARNER ||
                                   session.kind == SUBJECT_VIRTUAL
                               ? session.kind
                               : SUBJECT_PLAIN,
                           &session.limits);
    else
        return *s;
    if (on_gpu())
        gpu_start(*s);
    return *s;
}

static const void *copy_args(const void *args, size_t size)
{
    void *copy = judge_in(size);
    memcpy(copy, args, size);
    return copy;
}

/* Copies the results of a stopped worker. */
static void take(void)
{
    size_t block;
    long by;
    if (arena_take(&block, &by))
        return;
    if (by < 0)
        judge_fail(CAUSE_OUTSIDE,
                   "wrote %ld bytes before a result of %zu bytes", -by, block);
    judge_fail(CAUSE_OUTSIDE, "wrote beyond a result of %zu bytes", block);
}

bool session_try(void (*check)(void *), void *data,
                 struct session_failure *failure)
{
    tried = failure;
    bool good = setjmp(after_try) == 0;
    if (good) {
        take();
        check(data);
    }
    tried = NULL;
    return good;
}

/* Threads that have been joined may take a moment to be gone. */
static void check_threads(struct subject *s)
{
    const unsigned expected = 1 + test.puppets;
    if (procfs_count(subject_pid(s)) <= expected)
        return;
    subject_go_on(s);
    double start = now();
    do
        subject_poll(s, 0.002);
    while (procfs_count(subject_pid(s)) > expected && now() - start < 0.5);
    unsigned left = procfs_count(subject_pid(s)) - expected;
    subject_stop(s);
    if ((int)left > 0)
        judge_fail(CAUSE_LEAK,
                   "the call returned with %u of its threads still "
                   "running: join them first",
                   left);
}

/* Waits for one worker and for the crowd that works along with it. */
static void wait_for_all(struct subject *s)
{
    if (!subject_wait(s, 0))
        session_trouble(s);
    for (unsigned i = 0; i < test.ncrowd; i++)
        if (!subject_wait(test.crowd[i], 0))
            session_trouble(test.crowd[i]);
}

void judge_call_bytes(unsigned op, const void *args, size_t size)
{
    if (session.kind == SUBJECT_EXPLORE) {
        fprintf(stderr, "judge: a test that explores has scenarios "
                        "(judge_before), no judge_call\n");
        exit(4);
    }
    if (session.kind == SUBJECT_VIRTUAL) {
        timing_call(op, copy_args(args, size));
        take();
        return;
    }
    struct subject *s = worker();
    const void *sent = copy_args(args, size);
    arena_poison();
    for (unsigned i = 0; i < test.ncrowd; i++)
        subject_send(test.crowd[i], 0, op, sent);
    if (emulated())
        emulator_prepare();
    subject_send(s, 0, op, sent);
    wait_for_all(s);
    if (emulated())
        emulator_look(s, false);
    subject_stop(s);
    take();
    if ((session.kind == SUBJECT_PLAIN && !session.limits.libomp &&
         !WIRE_SETTINGS->measure) ||
        emulated())
        check_threads(s);
}

/* --- puppets ------------------------------------------------------------- */

void judge_puppets(unsigned n)
{
    struct subject *s = worker();
    while (test.puppets > n)
        subject_send(s, test.puppets--, WIRE_OP_QUIT, NULL);
    uint32_t count = n;
    subject_send(s, 0, WIRE_OP_PUPPETS, copy_args(&count, sizeof count));
    if (!subject_wait(s, 0))
        session_trouble(s);
    test.puppets = n;
}

void judge_tell_bytes(unsigned puppet, unsigned op, const void *args,
                      size_t size)
{
    subject_send(worker(), 1 + puppet, op, copy_args(args, size));
}

void judge_keep_order(void)
{
    test.in_order = true;
}

/* Takes the results of puppets, of which others may be under way. */
static void take_running(struct subject *s)
{
    if (test.in_order)
        return;
    subject_stop(s);
    take();
    subject_go_on(s);
}

void judge_await(unsigned puppet)
{
    struct subject *s = worker();
    subject_go_on(s); /* a call may have left it stopped */
    if (!subject_wait(s, 1 + puppet))
        session_trouble(s);
    take_running(s);
}

bool judge_answered(unsigned puppet)
{
    return !subject_pending(worker(), 1 + puppet);
}

void judge_settle(void)
{
    const unsigned quiet_looks = 3;
    const double patience = 2, busy = 0.1; /* seconds, CPU seconds */
    struct subject *s = worker();
    unsigned quiet = 0;
    subject_go_on(s);
    double cpu = subject_cpu(s);
    for (double start = now(); quiet < quiet_looks &&
                               now() - start < patience &&
                               subject_cpu(s) - cpu < busy;) {
        if (!subject_poll(s, 0.002))
            session_trouble(s);
        quiet = subject_asleep(s) ? quiet + 1 : 0;
    }
    take_running(s);
}

/* What the threads of a worker have done so far. */
struct census {
    struct procfs_thread thread[WIRE_THREADS_MAX];
    unsigned count;
};

static void take_census(pid_t pid, struct census *c)
{
    unsigned n = procfs_threads(pid, c->thread, WIRE_THREADS_MAX);
    c->count = n < WIRE_THREADS_MAX ? n : WIRE_THREADS_MAX;
}

static const struct procfs_thread *find_thread(const struct census *c,
                                               pid_t tid)
{
    for (unsigned i = 0; i < c->count; i++)
        if (c->thread[i].tid == tid)
            return &c->thread[i];
    return NULL;
}

/* On a busy machine, one that never sleeps may hardly get a core: that it
 * waited for one counts as well. Who sleeps and wakes is not to blame for
 * that. */
struct idle judge_watch_idle(double seconds)
{
    static struct census before, after;
    struct subject *s = worker();
    pid_t pid = subject_pid(s);
    struct idle used = {0};
    subject_go_on(s);
    take_census(pid, &before);
    double cpu = subject_cpu(s);
    for (double start = now(); now() - start < seconds;)
        if (!subject_poll(s, 0.01))
            session_trouble(s);
    used.cpu = subject_cpu(s) - cpu;
    take_census(pid, &after);
    for (unsigned i = 0; i < after.count; i++) {
        const struct procfs_thread *t = &after.thread[i];
        const struct procfs_thread *was = find_thread(&before, t->tid);
        if (was == NULL)
            continue;
        used.wakeups += (unsigned)(t->sleeps - was->sleeps);
        if (t->sleeps == was->sleeps)
            used.cpu += t->delay - was->delay;
    }
    return used;
}

void judge_spurious_wakeups(unsigned n)
{
    WIRE_SETTINGS->spurious = n;
}

void judge_stir(unsigned n)
{
    WIRE_SETTINGS->stir = n;
}

struct subject *session_worker(void)
{
    return worker();
}

struct subject *session_use(enum session_program program)
{
    test.now = program;
    test.ncrowd = 0;
    return worker();
}

/* Keeps a process on the `n`-th of the cores that this one may use. */
static void pin(const struct subject *s, unsigned n)
{
    cpu_set_t all, one;
    CPU_ZERO(&one);
    if (sched_getaffinity(0, sizeof all, &all) != 0)
        return;
    n %= (unsigned)CPU_COUNT(&all);
    for (int cpu = 0; cpu < CPU_SETSIZE; cpu++)
        if (CPU_ISSET(cpu, &all) && n-- == 0)
            CPU_SET(cpu, &one);
    sched_setaffinity(subject_pid(s), sizeof one, &one);
}

void session_crowd(unsigned n)
{
    test.ncrowd = n < SESSION_CROWD ? n : SESSION_CROWD;
    pin(worker(), 0);
    for (unsigned i = 0; i < test.ncrowd; i++) {
        if (test.crowd[i] != NULL)
            continue;
        test.crowd[i] = subject_start(session.program[SESSION_SERIAL],
                                      SUBJECT_PLAIN, &session.limits);
        pin(test.crowd[i], 1 + i);
    }
}

/*
 * judge.h - what an exercise's suite is written with.
 *
 * A suite is a set of Check tests in tests/episodes/<episode>/<exercise>.c.
 * It runs in the judge: a process of its own that holds inputs, oracle,
 * clock and verdict, and never runs a line of the learner's.  The learner's
 * code runs in a worker that this header calls into:
 *
 *     START_TEST(counts_every_hit)
 *     {
 *         judge_title("counts every hit");
 *         uint64_t *items = judge_in(n * sizeof *items);
 *         uint64_t *hits = judge_out(sizeof *hits);
 *         ... fill items, work out what is expected ...
 *         judge_call(OP_COUNT, (struct count_args){items, n, threads, hits});
 *         judge_expect(*judge_got(hits) == expected, "counted %zu of ...");
 *     }
 *
 * Every test starts with a fresh worker and empty arenas.  When the worker
 * crashes, hangs, floods its output or does what is forbidden, the call does
 * not return: the test ends there with the right finding on record.
 *
 * Test cases carry a tag, which episode.conf refers to: "correct"
 * for tests that run in a plain worker, "race" for those that run under the
 * race detectors (small inputs!), "speed..." for those that call judge_speed,
 * "explore" for those that call judge_explore.
 */
#ifndef PARCOURS_JUDGE_H
#define PARCOURS_JUDGE_H

#include <check.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "../cause.h"

/* Each suite file defines this; the judge's main runs it. */
Suite *exercise_suite(void);

/* A test case whose tests each get a fresh worker. `tags` as above. */
TCase *judge_tcase(Suite *suite, const char *name, const char *tags);

/* The first statement of every test: what it shows, for the learner ("counts
 * every hit for any n and any number of threads"). */
void judge_title(const char *title);

/* --- memory that both sides see; all of it is gone after the test -------- */

/* `bytes` zero bytes for inputs. The worker can only read them. */
void *judge_in(size_t bytes);

/* `bytes` bytes for results, filled with random poison now and again before
 * every judge_call, with guards on both sides that the worker must leave
 * alone. Only the worker's side of it: read results through judge_got. */
void *judge_out(size_t bytes);

/* The judge's own copy of a result, as it was when the last call or await
 * ended. Pointers found inside it come from the worker: never follow them. */
#define judge_got(out) ((const __typeof__(*(out)) *)judge_copy(out))
const void *judge_copy(const void *out);

/* Gives the arenas back within a test, for a loop over many inputs. */
void judge_forget(void);

/* --- calls -------------------------------------------------------------- */

/* Runs operation `op` of the driver in the worker's main thread, with a copy
 * of the argument struct, and waits for the answer. */
#define judge_call(op, ...) \
    judge_call_bytes((op), &(__VA_ARGS__), sizeof(__VA_ARGS__))
void judge_call_bytes(unsigned op, const void *args, size_t size);

/* --- puppets: threads of the worker that the judge leads by the hand ------ */

/* Has `n` puppets (at most 16), numbered from 0; 0 sends them home. Objects
 * that puppets share must be made by a judge_call before this. */
void judge_puppets(unsigned n);

/* Starts an operation on a puppet that has none under way; does not wait. */
#define judge_tell(puppet, op, ...) \
    judge_tell_bytes((puppet), (op), &(__VA_ARGS__), sizeof(__VA_ARGS__))
void judge_tell_bytes(unsigned puppet, unsigned op, const void *args,
                      size_t size);

/* From here to the end of the test puppets are not stopped to look at their
 * results, which come with the next judge_call. Who is stopped in its sleep
 * begins it anew: threads would be woken in another order than they came in. */
void judge_keep_order(void);

/* Waits until the puppet has answered. A hang ends the test. */
void judge_await(unsigned puppet);

/* Waits until all threads of the worker are asleep or have nothing to do;
 * afterwards judge_answered says who is blocked. Does not wait for long
 * on a worker that stays busy. */
void judge_settle(void);

/* True if the puppet has no operation under way. */
bool judge_answered(unsigned puppet);

/* What a settled worker does while nobody asks anything of it. */
struct idle {
    double cpu;       /* CPU seconds used, or wanted without ever sleeping */
    unsigned wakeups; /* times that its threads went back to sleep */
};
struct idle judge_watch_idle(double seconds);

/* --- how the worker's thread functions behave until the test ends --------- */

/* Every n-th wait for a condition returns without a signal, as POSIX allows;
 * 0 turns it off. */
void judge_spurious_wakeups(unsigned n);

/* Every n-th lock operation yields the core first; 0 turns it off. */
void judge_stir(unsigned n);

/* --- verdicts ------------------------------------------------------------ */

/* Ends the test with a "wrong answer" finding unless `condition` holds. The
 * message is for the learner: what was called with what, what came back,
 * what is right. No newline, no full stop at the end. */
#define judge_expect(condition, ...)              \
    do {                                          \
        if (!(condition))                         \
            judge_fail(CAUSE_WRONG, __VA_ARGS__); \
    } while (0)

/* Ends the test with a finding of the given cause. */
_Noreturn void judge_fail(enum cause cause, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* The learner's file as it was handed in, at most 1 MB of it, for suites that
 * ask how much of it was changed (patch.h) and for reports that quote from it.
 * NULL: it cannot be read. Test cases that call it have the tag "source", too:
 * make debug leaves them out. */
const char *judge_source(void);

/* --- random inputs: the seed is on record and can be given again ---------- */

uint64_t judge_random(void);
uint64_t judge_below(uint64_t n); /* uniform in [0, n) */

/* True under a race detector, where everything is 10 to 50 times slower. */
bool judge_under_tool(void);

/* --- exploring: not one run, but every way it can go ---------------------- */

/*
 * A scenario is a handful of operations: some before, in the worker's main
 * thread; some by up to 16 threads at the same time; some after all of these
 * have ended, in the main thread again. It is run under some thousand
 * schedules, chosen on purpose, in a worker whose threads are logical ones:
 *
 *     judge_before(OP_NEW, (struct new_args){0, 1, made});
 *     judge_does(0, OP_PUSH, (struct push_args){0, values, 2, pushed});
 *     judge_does(1, OP_POP, (struct pop_args){0, got, 2, popped});
 *     judge_explore("one pushes, one pops", check_transfer, &transfer);
 *
 * Operations of one thread are done in the order in which they were given.
 * Inputs, results and argument structs are as for judge_call. A test that
 * explores makes no judge_call and has no puppets. Keep scenarios small: two
 * or three threads, some ten lines of the learner's code each.
 */
#define judge_before(op, ...) \
    judge_act_bytes(-2, (op), &(__VA_ARGS__), sizeof(__VA_ARGS__))
#define judge_does(thread, op, ...) \
    judge_act_bytes((int)(thread), (op), &(__VA_ARGS__), sizeof(__VA_ARGS__))
#define judge_after(op, ...) \
    judge_act_bytes(-1, (op), &(__VA_ARGS__), sizeof(__VA_ARGS__))
void judge_act_bytes(int actor, unsigned op, const void *args, size_t size);

/*
 * Explores what was given since the last judge_explore. After each schedule
 * that came to its end, `check` looks at the results with judge_got and
 * judge_expect. A schedule with a race, a deadlock, a crash ... or with a
 * failed expectation ends the test with that finding, made as short as it
 * gets. `what` says in a few words what happens in the scenario; `check` may
 * be NULL if nothing comes back.
 */
void judge_explore(const char *what, void (*check)(void *data), void *data);

/*
 * The same, for suites in which the learner's code is to catch mistakes of
 * ours: true if any schedule shows a finding, which is then no reason to end
 * the test.
 */
bool judge_explore_finds(const char *what, void (*check)(void *data),
                         void *data);

/* At most so many schedules for each scenario of this test; for suites with
 * very many of them. */
void judge_schedules(unsigned long most);

/* One operation of the schedule that is being checked. */
struct judge_event {
    int thread; /* as given to judge_does; -1 after, -2 before */
    unsigned op;
    const void *args;    /* in IN */
    unsigned begin, end; /* moments, counted through the schedule */
};

/* Within a check: all operations of the scenario, in the order in which they
 * were given. Valid until the check ends. */
size_t judge_history(const struct judge_event **events);

/*
 * Computes the speed of one operation on 1, 2, 4 ... 64 virtual cores, over
 * the serial baseline, and how often lines of the caches move between cores:
 * nothing is measured, the figures are the same every time. So are the inputs;
 * what is computed from them must be nothing that can be known beforehand, and
 * is computed once more, from others. Which number of cores counts is said in
 * episode.conf (threads, most). `round` is as for judge_speed, and takes its
 * inputs from judge_random; every access is interpreted, so sizes are such that
 * the serial code makes some 100,000 accesses (less, and starting threads is
 * all there is). For test cases of a check of kind "virtual".
 */
void judge_virtual(const char *what,
                   void (*round)(void *data, unsigned threads), void *data);

/*
 * Nanoseconds that one call of the driver takes on so many virtual cores. For
 * test cases of checks of kind "virtual" and "predict".
 */
#define judge_time(cores, op, ...) \
    judge_time_bytes((cores), (op), &(__VA_ARGS__), sizeof(__VA_ARGS__))
double judge_time_bytes(unsigned cores, unsigned op, const void *args,
                        size_t size);

/* --- predictions ----------------------------------------------------------
 *
 * A prediction is a text in the learner's file, a line for each number:
 *
 *     sleep by threads    8
 *     commit 1 5f0c93d2a18b7e64
 *
 * The last line is written by make commit (grader/prediction.h); the numbers
 * are not compared with anything before they are committed.
 */

/* Has operation `op`, a DRIVER_TEXT, hand over the text, and reads `n` numbers
 * of it, named as in `names`. Ends the test if one is missing or no number, and
 * if the text has not been committed or was changed after that. Returns which
 * commit it is. For test cases of a check of kind "predict". */
unsigned judge_predictions(unsigned op, const char *const *names, size_t n,
                           double *values);

/* Puts a number and the truth on record, for the grader to judge. */
void judge_predicted(const char *name, double said, double is, unsigned commit);

/* --- speed ---------------------------------------------------------------- */

/*
 * Measures one operation. `round` prepares fresh inputs, makes exactly one
 * judge_call with `threads` threads, and checks every result; it is run many
 * times with the learner's worker, the serial baseline and, on a quiet
 * machine, the reference solution, in random order. `what` names the
 * function for the report. Thresholds are no concern of the suite: the
 * figures go on record and the grader judges them.
 */
void judge_speed(const char *what, void (*round)(void *data, unsigned threads),
                 void *data);

#endif

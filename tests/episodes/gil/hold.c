/*
 * hold.c - judges the exercise `hold`.
 *
 * Puppets show who gets the lock and who waits; scenarios, that there is one
 * holder in every order; programs of pico, that the work is right and what it
 * costs.
 */
#include <stdio.h>
#include <unistd.h>

#include "calls.h"
#include "judge.h"

/* Microseconds. `never` is longer than any test, and so is `carries`: added to
 * the nanoseconds of nearly any time it makes a second more. `soon` is over in
 * a moment. */
enum { NEVER = 60000000, CARRIES = 59999999, SOON = 2000 };

static void make(unsigned interval, unsigned puppets)
{
    judge_call(OP_NEW, (struct new_args){interval, 0});
    judge_puppets(puppets);
}

static void finish(void)
{
    judge_puppets(0);
    judge_call(OP_FREE, (struct no_args){0});
}

static void acquire(unsigned puppet)
{
    judge_tell(puppet, OP_ACQUIRE, (struct no_args){0});
}

static size_t *tell_truth(unsigned puppet, unsigned op)
{
    size_t *truth = judge_out(sizeof *truth);
    judge_tell(puppet, op, (struct truth_args){truth});
    judge_await(puppet);
    return truth;
}

static void release(unsigned puppet, bool right, const char *when)
{
    const size_t *truth = tell_truth(puppet, OP_RELEASE);
    judge_expect(
        *judge_got(truth) == right, "gil_release %s returned %s; right is %s",
        when, *judge_got(truth) ? "true" : "false", right ? "true" : "false");
}

static bool wanted(unsigned puppet)
{
    return *judge_got(tell_truth(puppet, OP_WANTED)) != 0;
}

static void expect_waits(unsigned puppet, const char *why)
{
    judge_settle();
    judge_expect(!judge_answered(puppet), "gil_acquire returned, and %s", why);
}

/* --- by hand ---------------------------------------------------------------
 */

START_TEST(one_holder)
{
    judge_title("one thread holds the lock, the others wait");
    make(NEVER, 3);
    for (unsigned i = 0; i < 3; i++) {
        acquire(0);
        judge_await(0);
        acquire(1);
        expect_waits(1, "another thread held the lock");
        release(0, true, "by the holder");
        judge_await(1);
        acquire(0);
        expect_waits(0, "another thread held the lock");
        release(1, true, "by the holder");
        judge_await(0);
        release(0, true, "by the holder");
    }
    finish();
}
END_TEST

START_TEST(not_the_holder)
{
    judge_title("who does not hold the lock cannot release it");
    make(NEVER, 3);
    release(0, false, "of a lock that nobody holds");
    acquire(0);
    judge_await(0);
    release(1, false, "by a thread that does not hold it");
    acquire(2);
    expect_waits(2, "another thread held the lock");
    release(1, false, "by a thread that does not hold it");
    expect_waits(2, "another thread held the lock");
    release(0, true, "by the holder");
    judge_await(2);
    release(0, false, "the second time");
    acquire(0);
    expect_waits(0, "a thread that held the lock no more had released it");
    release(2, true, "by the holder");
    judge_await(0);
    release(0, true, "by the holder");
    finish();
}
END_TEST

START_TEST(in_turn)
{
    enum { WAITERS = 4 };
    judge_title("who has waited longest is next");
    make(NEVER, WAITERS + 1);
    acquire(WAITERS);
    judge_await(WAITERS);
    for (unsigned i = 0; i < WAITERS; i++) {
        acquire((i * 3) % WAITERS);
        expect_waits((i * 3) % WAITERS, "another thread held the lock");
    }
    for (unsigned i = 0, last = WAITERS; i < WAITERS; i++) {
        unsigned next = (i * 3) % WAITERS;
        release(last, true, "by the holder");
        judge_settle();
        judge_expect(judge_answered(next),
                     "threads wait, the lock was released, and the one that "
                     "has waited longest did not get it");
        last = next;
    }
    release((WAITERS - 1) * 3 % WAITERS, true, "by the holder");
    finish();
}
END_TEST

START_TEST(yields)
{
    judge_title("gil_yield comes back after all who were waiting");
    make(NEVER, 3);
    acquire(0);
    judge_await(0);
    judge_tell(0, OP_YIELD, (struct no_args){0});
    judge_await(0); /* nobody waits: it has it again */
    acquire(1);
    expect_waits(1, "another thread held the lock");
    acquire(2);
    expect_waits(2, "another thread held the lock");
    judge_tell(0, OP_YIELD, (struct no_args){0});
    judge_await(1);
    judge_settle();
    judge_expect(!judge_answered(0) && !judge_answered(2),
                 "the holder yielded to one of two threads, and more than one "
                 "of the three hold the lock");
    release(1, true, "by the thread that was yielded to");
    judge_await(2);
    judge_settle();
    judge_expect(!judge_answered(0),
                 "gil_yield returned before the second of two threads that "
                 "were waiting had given the lock back");
    release(2, true, "by the thread that was yielded to");
    judge_await(0);
    release(0, true, "after gil_yield");
    finish();
}
END_TEST

/* A request comes in time; how soon is not asked. */
static bool comes(unsigned holder)
{
    for (unsigned i = 0; i < 400; i++) {
        if (wanted(holder))
            return true;
        judge_forget();
        usleep(5000);
    }
    return false;
}

START_TEST(requests)
{
    judge_title("a request after an interval, for each holder anew");
    make(SOON, 3);
    acquire(0);
    judge_await(0);
    judge_expect(!wanted(0), "gil_wanted is true, and nobody waits");
    acquire(1);
    judge_expect(comes(0), "a thread has waited for a thousand intervals, and "
                           "gil_wanted is false for the holder");
    acquire(2);
    judge_settle();
    release(0, true, "by the holder");
    judge_await(1);
    judge_expect(comes(1),
                 "the lock changed hands; the thread that still waits has "
                 "waited for a thousand intervals more, and gil_wanted is "
                 "false for the new holder");
    release(1, true, "by the holder");
    judge_await(2);
    judge_expect(!wanted(2),
                 "gil_wanted is true for a new holder, and nobody waits");
    release(2, true, "by the holder");
    finish();
}
END_TEST

/* Two puppets wait, in an order that is not known; each gets the lock. */
static void let_both_go(unsigned holder)
{
    release(holder, true, "by the holder");
    judge_settle();
    unsigned first = judge_answered(1) ? 1 : 2;
    judge_await(first);
    release(first, true, "by the holder");
    judge_await(3 - first);
    release(3 - first, true, "by the holder");
    finish();
}

static void check_patient(unsigned interval, const char *mistake)
{
    make(interval, 3);
    acquire(0);
    judge_await(0);
    acquire(1);
    acquire(2);
    judge_settle();
    judge_expect(!wanted(0),
                 "two threads wait, their interval is %u us, and "
                 "gil_wanted is true after a moment%s",
                 interval, mistake);
    let_both_go(0);
}

START_TEST(patient)
{
    judge_title("no request before the interval is over");
    check_patient(NEVER, "");
    check_patient(CARRIES, ": a tv_nsec of 1000000000 or more is an error for "
                           "those who wait until then, carry it to tv_sec");
}
END_TEST

START_TEST(asleep)
{
    const double seconds = 0.2, most = 0.02;
    judge_title("threads that wait use no core");
    make(CARRIES, 3);
    acquire(0);
    judge_await(0);
    acquire(1);
    acquire(2);
    judge_settle();
    struct idle used = judge_watch_idle(seconds);
    if (used.cpu > most)
        judge_fail(CAUSE_BUSY,
                   "two threads waited in gil_acquire for %.1f s and used "
                   "%.3f s of CPU time; right is next to nothing",
                   seconds, used.cpu);
    let_both_go(0);
}
END_TEST

/* --- programs --------------------------------------------------------------
 */

static void check_run(enum work work, unsigned threads, size_t n,
                      unsigned interval)
{
    int64_t *total = judge_out(sizeof *total);
    judge_call(OP_RUN, (struct run_args){work, interval, threads, n, total});
    judge_expect(*judge_got(total) == (int64_t)n,
                 "%u threads of an interpreter added 1 to an item of a list "
                 "%zu times in all; it is %lld",
                 threads, n, (long long)*judge_got(total));
}

START_TEST(programs)
{
    judge_title("threads of an interpreter lose no update");
    for (unsigned threads = 1; threads <= 8; threads *= 2) {
        check_run(WORK_COUNT, threads, 60000, 100);
        check_run(WORK_SLEEP, threads, 50, 100);
        judge_forget();
    }
}
END_TEST

START_TEST(race)
{
    judge_title("three threads of an interpreter");
    check_run(WORK_COUNT, 3, 3000, 100);
    check_run(WORK_SLEEP, 3, 30, 100);
}
END_TEST

/* --- explored --------------------------------------------------------------
 */

enum { MOST = 3 };

struct scene {
    unsigned threads;
    size_t *overlaps[MOST], *kept[MOST];
};

static void check_scene(void *data)
{
    const struct scene *s = data;
    for (unsigned i = 0; i < s->threads; i++) {
        judge_expect(*judge_got(s->overlaps[i]) == 0,
                     "two threads held the lock at the same time");
        judge_expect(*judge_got(s->kept[i]) == 0,
                     "gil_wanted was true, and gil_yield returned before any "
                     "other thread had got the lock");
    }
}

static void explore(const char *what, unsigned threads, const unsigned *yields)
{
    struct scene s = {.threads = threads};
    judge_before(OP_NEW, (struct new_args){100, threads});
    for (unsigned i = 0; i < threads; i++) {
        s.overlaps[i] = judge_out(sizeof *s.overlaps[i]);
        s.kept[i] = judge_out(sizeof *s.kept[i]);
        judge_does(i, OP_TURN,
                   (struct turn_args){yields[i], s.overlaps[i], s.kept[i]});
    }
    judge_after(OP_FREE, (struct no_args){0});
    judge_explore(what, check_scene, &s);
}

START_TEST(explored_two)
{
    judge_title("two threads, in every order");
    explore("two threads acquire and release", 2, (const unsigned[]){0, 0});
    explore("one yields once, one acquires", 2, (const unsigned[]){1, 0});
    explore("two threads yield", 2, (const unsigned[]){2, 1});
}
END_TEST

START_TEST(explored_three)
{
    judge_title("three threads, in every order");
    explore("one yields once, two acquire", 3, (const unsigned[]){1, 0, 0});
    explore("three yield once", 3, (const unsigned[]){1, 1, 1});
}
END_TEST

/* --- what it costs ---------------------------------------------------------
 */

struct size {
    enum work work;
    size_t n;
    unsigned interval;
};

static void round_of(void *data, unsigned threads)
{
    const struct size *s = data;
    check_run(s->work, threads, s->n, s->interval);
}

START_TEST(computing)
{
    struct size s = {WORK_COUNT, 20000, 500};
    judge_title("threads that compute take turns");
    judge_virtual("programs that compute", round_of, &s);
}
END_TEST

START_TEST(sleeping)
{
    struct size s = {WORK_SLEEP, 320, 500};
    judge_title("threads that sleep sleep at the same time");
    judge_virtual("programs that sleep", round_of, &s);
}
END_TEST

Suite *exercise_suite(void)
{
    Suite *suite = suite_create("hold");
    TCase *correct = judge_tcase(suite, "correct", "correct");
    tcase_add_test(correct, one_holder);
    tcase_add_test(correct, not_the_holder);
    tcase_add_test(correct, in_turn);
    tcase_add_test(correct, yields);
    tcase_add_test(correct, requests);
    tcase_add_test(correct, patient);
    tcase_add_test(correct, asleep);
    tcase_add_test(correct, programs);
    tcase_add_test(judge_tcase(suite, "race", "race"), race);
    TCase *orders = judge_tcase(suite, "explore", "explore");
    tcase_add_test(orders, explored_two);
    tcase_add_test(orders, explored_three);
    tcase_add_test(judge_tcase(suite, "cpu", "cpu"), computing);
    tcase_add_test(judge_tcase(suite, "sleep", "sleep"), sleeping);
    return suite;
}

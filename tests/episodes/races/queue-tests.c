/*
 * queue-tests.c - judges the exercise `queue-tests`.
 *
 * Here the learner's code is the tests, and what they are tried on is ours.
 * On a queue that is right no test may find anything, in any schedule; of
 * each wrong queue some test must find something in some schedule, be it an
 * expect() that fails, threads that wait for ever, or a race.
 *
 * Which queue is at work is known to nobody but the driver, and every schedule
 * begins with fresh variables, so that a test cannot go by anything else than
 * what the queue does.
 */
#include <stdio.h>

#include "calls.h"
#include "judge.h"

/* As learners are told of them; the numbers begin at 1. */
static const char *const right[RIGHT] = {
    "signals, and a condition for each side",
    "one condition for both sides, and everybody is woken each time",
    "signals after the lock has been given back",
};

static const char *const wrong[WRONG] = {
    "hands out the newest value, not the oldest",
    "hands out nothing any more once it is closed",
    "holds one value more than its capacity",
    "queue_pop waits with if instead of while",
    "one condition for both sides, and signals",
    "queue_push signals only if the queue was empty",
    "queue_close wakes only one of those who wait",
    "queue_push does not look at closed again after its wait",
};

static struct said *new_said(void)
{
    return judge_out(sizeof(struct said));
}

static void expect_count(const struct said *said)
{
    judge_expect(said->tests > 0, "there is no test in queue_tests");
    judge_expect(said->tests <= QUEUE_TESTS_MOST,
                 "queue_tests has more than %d tests, or does not end with "
                 "NULL",
                 QUEUE_TESTS_MOST);
}

static void expect_accepted(const struct said *said, unsigned queue,
                            unsigned test)
{
    expect_count(said);
    judge_expect(said->line == 0,
                 "test %u says in line %u that expect(%.*s) is not so, and "
                 "right queue %u (%s) is right",
                 test + 1, said->line, TEXT_MOST, said->text, queue + 1,
                 right[queue]);
}

/* --- without schedules: as the tests run by themselves -------------------- */

/* Each in a worker of its own: a test finds its variables as they were when
 * the program started. */
START_TEST(run_by_itself)
{
    unsigned queue = (unsigned)_i / QUEUE_TESTS_MOST;
    unsigned test = (unsigned)_i % QUEUE_TESTS_MOST;
    struct said *said = new_said();
    judge_title("your tests on three right queues, as they happen to run");
    judge_call(OP_TEST, (struct test_args){queue, test, said});
    expect_accepted(judge_got(said), queue, test);
}
END_TEST

/* --- under many schedules ------------------------------------------------- */

/* One test on one queue. */
struct trial {
    unsigned queue, test;
    unsigned tests; /* that there are; set by each schedule that ends */
    struct said *said;
};

static void prepare(struct trial *t)
{
    t->said = new_said();
    judge_before(OP_TEST, (struct test_args){t->queue, t->test, t->said});
}

static void check_right(void *data)
{
    struct trial *t = data;
    expect_accepted(judge_got(t->said), t->queue, t->test);
    t->tests = judge_got(t->said)->tests;
}

static void check_wrong(void *data)
{
    struct trial *t = data;
    t->tests = judge_got(t->said)->tests;
    judge_expect(judge_got(t->said)->line == 0, "caught");
}

START_TEST(accepts)
{
    char what[120];
    struct trial t = {.queue = (unsigned)_i, .tests = 1};
    judge_title("your tests on a right queue, in many orders");
    judge_schedules(600);
    for (t.test = 0; t.test < t.tests; t.test++) {
        prepare(&t);
        snprintf(what, sizeof what, "test %u on right queue %u (%s)",
                 t.test + 1, t.queue + 1, right[t.queue]);
        judge_explore(what, check_right, &t);
    }
}
END_TEST

/* Until the first of them that finds anything. */
static bool caught(unsigned queue)
{
    struct trial t = {.queue = queue, .tests = QUEUE_TESTS_MOST};
    bool found = false;
    for (t.test = 0; t.test < t.tests && !found; t.test++) {
        prepare(&t);
        found = judge_explore_finds("a test on a wrong queue", check_wrong, &t);
    }
    return found;
}

START_TEST(catches)
{
    char text[900];
    size_t used = 0;
    unsigned missed = 0;
    judge_title("your tests on eight wrong queues, in many orders");
    judge_schedules(600);
    for (unsigned i = 0; i < WRONG; i++) {
        if (caught(RIGHT + i))
            continue;
        used += (size_t)snprintf(text + used, sizeof text - used,
                                 "%snumber %u (%s)", missed > 0 ? ", " : "",
                                 i + 1, wrong[i]);
        missed++;
    }
    judge_expect(missed == 0, "%u of %d wrong queues %s all of your tests: %s",
                 missed, WRONG, missed == 1 ? "passes" : "pass", text);
}
END_TEST

Suite *exercise_suite(void)
{
    Suite *suite = suite_create("queue-tests");
    TCase *plain = judge_tcase(suite, "correct", "correct");
    tcase_add_loop_test(plain, run_by_itself, 0, RIGHT * QUEUE_TESTS_MOST);
    TCase *accept = judge_tcase(suite, "accepts", "accepts");
    tcase_add_loop_test(accept, accepts, 0, RIGHT);
    TCase *catch = judge_tcase(suite, "catches", "catches");
    tcase_add_test(catch, catches);
    return suite;
}

/*
 * convoy.c - judges the exercise `convoy`.
 *
 * The worker says what the learner's policy answered; the machine is run here
 * again with these answers, and what comes of it is compared with the policy
 * that ships.
 */
#include <stdio.h>
#include <stdlib.h>

#include "calls.h"
#include "judge.h"
#include "machine.h"

enum { ANSWERS = 400000, LENGTH = 2000000, TIMES_SLOWER = 20, ROUND = 250 };

/* --- the policy that ships -------------------------------------------------
 */

static uint64_t shipped_answer(void *data, bool next,
                               const struct convoy_view *view)
{
    uint64_t begin = view->holder.since > view->waiting[0].since
                         ? view->holder.since
                         : view->waiting[0].since;
    uint64_t end = begin + CONVOY_INTERVAL;
    (void)data;
    return next ? 0 : end > view->now ? end - view->now : 0;
}

static const struct machine_policy shipped = {shipped_answer, NULL};

/* --- the learner's ---------------------------------------------------------
 */

struct script {
    const uint64_t *answers;
    size_t count, at;
};

static uint64_t scripted(void *data, bool next, const struct convoy_view *view)
{
    struct script *s = data;
    (void)next, (void)view;
    judge_expect(s->at < s->count, "the policy was asked in another order than "
                                   "its answers came");
    return s->answers[s->at++];
}

static void run_learners(const struct convoy_load *load, const char *what,
                         struct machine_result *result)
{
    struct convoy_load *in = judge_in(sizeof *in);
    struct run_args a = {in, LENGTH, judge_out(ANSWERS * sizeof(uint64_t)),
                         ANSWERS, judge_out(sizeof(size_t))};
    *in = *load;
    judge_call(OP_RUN, a);
    size_t given = *judge_got(a.count);
    judge_expect(given <= ANSWERS,
                 "%s: in two seconds the policy was asked more than %d times; "
                 "it interrupts threads before they have done anything",
                 what, ANSWERS);
    struct script script = {judge_got(a.answers), given, 0};
    machine_run(load, LENGTH, (struct machine_policy){scripted, &script},
                result);
    judge_expect(result->mistake == NULL,
                 "%s: convoy_next returned %llu, which is not below `count`",
                 what, (unsigned long long)result->bad_answer);
}

/* --- the load that breaks it -----------------------------------------------
 */

static void expect_range(unsigned thread, const char *what, uint32_t value,
                         uint32_t least)
{
    judge_expect(value >= least && value <= 1000000,
                 "convoy_load: %s of thread %u is %lu; it may be %lu to "
                 "1000000",
                 what, thread, (unsigned long)value, (unsigned long)least);
}

static struct convoy_load get_load(void)
{
    struct load_args a = {judge_out(sizeof *a.load)};
    judge_call(OP_LOAD, a);
    struct convoy_load load = *judge_got(a.load);
    judge_expect(load.threads >= 2 && load.threads <= CONVOY_THREADS,
                 "convoy_load has %u threads; it may have 2 to %d",
                 load.threads, CONVOY_THREADS);
    for (unsigned i = 0; i < load.threads; i++) {
        expect_range(i, "compute", load.thread[i].compute, 1);
        expect_range(i, "sleep", load.thread[i].sleep, i == 0);
    }
    unsigned long round = CONVOY_SWITCH +
                          (unsigned long)load.thread[0].compute +
                          load.thread[0].sleep;
    judge_expect(round >= ROUND,
                 "convoy_load: a round of thread 0 is %lu alone; at least %d "
                 "is wanted",
                 round, ROUND);
    return load;
}

START_TEST(breaks)
{
    static struct machine_result alone, crowd;
    const uint64_t length = 100 * (uint64_t)LENGTH;
    judge_title("the policy that ships makes thread 0 20 times slower");
    struct convoy_load load = get_load(), one = load;
    one.threads = 1;
    machine_run(&one, length, shipped, &alone);
    machine_run(&load, length, shipped, &crowd);
    judge_expect(alone.rounds[0] > (uint64_t)TIMES_SLOWER * crowd.rounds[0],
                 "thread 0 makes %llu rounds in %llu s alone and %llu beside "
                 "the others: %.1f times slower; more than %d is wanted",
                 (unsigned long long)alone.rounds[0],
                 (unsigned long long)length / 1000000,
                 (unsigned long long)crowd.rounds[0],
                 (double)alone.rounds[0] /
                     (double)(crowd.rounds[0] > 0 ? crowd.rounds[0] : 1),
                 TIMES_SLOWER);
}
END_TEST

/* --- the better policy ------------------------------------------------------
 */

static const struct {
    const char *what;
    struct convoy_load load;
} cases[] = {
    {"one sleeps mostly, one computes", {2, {{50, 200}, {1000, 0}}}},
    {"one sleeps mostly, seven compute",
     {8, {{50, 200}, {1, 0}, {1, 0}, {1, 0}, {1, 0}, {1, 0}, {1, 0}, {1, 0}}}},
    {"three compute, one sleeps mostly",
     {4, {{1, 0}, {1, 0}, {1, 0}, {50, 200}}}},
    {"four sleep mostly, four compute",
     {8,
      {{50, 200},
       {100, 300},
       {10, 1000},
       {300, 3000},
       {1, 0},
       {1, 0},
       {1, 0},
       {1, 0}}}},
    {"eight compute",
     {8, {{1, 0}, {1, 0}, {1, 0}, {1, 0}, {1, 0}, {1, 0}, {1, 0}, {1, 0}}}},
    {"six want the lock all the time for moments, two compute",
     {8,
      {{400, 100},
       {400, 100},
       {400, 100},
       {400, 100},
       {400, 100},
       {400, 100},
       {1, 0},
       {1, 0}}}},
    {"two sleep shortly and compute for long, one sleeps mostly, one computes",
     {4, {{50, 400}, {4900, 100}, {4900, 100}, {1, 0}}}},
    {"one sleeps for seconds, two compute", {3, {{20, 30000}, {1, 0}, {1, 0}}}},
};

enum { CASES = sizeof cases / sizeof *cases };

static int compare(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

static void expect_quick(struct machine_result *r, const char *what)
{
    if (r->nshort == 0)
        return;
    qsort(r->short_wait, r->nshort, sizeof *r->short_wait, compare);
    uint32_t p99 = r->short_wait[(r->nshort - 1) * 99 / 100];
    judge_expect(p99 <= 2 * CONVOY_INTERVAL,
                 "%s: of 100 short turns, one waits longer than %lu us; at "
                 "most two intervals, %d us, are wanted",
                 what, (unsigned long)p99, 2 * CONVOY_INTERVAL);
}

static void expect_nobody_starves(const struct machine_result *r,
                                  const struct convoy_load *load,
                                  const char *what)
{
    uint64_t most = 2ull * load->threads * CONVOY_INTERVAL;
    for (unsigned i = 0; i < load->threads; i++)
        judge_expect(r->longest[i] <= most,
                     "%s: thread %u has waited for %llu us; at most %llu are "
                     "wanted, two intervals for each thread",
                     what, i, (unsigned long long)r->longest[i],
                     (unsigned long long)most);
}

/* Who still waits at the end has not got the lock: it counts as well. */
static void expect_everybody_ran(const struct machine_result *r,
                                 const struct machine_result *ships,
                                 const struct convoy_load *load,
                                 const char *what)
{
    for (unsigned i = 0; i < load->threads; i++)
        judge_expect(r->turns[i] > 0, "%s: thread %u never got the lock", what,
                     i);
    judge_expect(10 * r->work >= 9 * ships->work,
                 "%s: %.0f ms of work get done in 2000; with the policy that "
                 "ships it is %.0f, and 0.9 of that is wanted: each time that "
                 "the lock changes hands costs %d us",
                 what, (double)r->work / 1000, (double)ships->work / 1000,
                 CONVOY_SWITCH);
}

static void check_policy(const struct convoy_load *load, const char *what)
{
    static struct machine_result learners, ships;
    run_learners(load, what, &learners);
    machine_run(load, LENGTH, shipped, &ships);
    expect_quick(&learners, what);
    expect_nobody_starves(&learners, load, what);
    expect_everybody_ran(&learners, &ships, load, what);
    judge_forget();
}

START_TEST(given)
{
    judge_title("short waits, nobody forgotten, and the work gets done");
    check_policy(&cases[_i].load, cases[_i].what);
}
END_TEST

START_TEST(random_loads)
{
    judge_title("the same with threads that nobody has seen before");
    for (unsigned i = 0; i < 12; i++) {
        struct convoy_load load = {.threads = 2 + (unsigned)judge_below(7)};
        for (unsigned t = 0; t < load.threads; t++) {
            bool computes = t % 2 == 1;
            load.thread[t].compute = 50 + (uint32_t)judge_below(400);
            load.thread[t].sleep =
                computes ? 0 : 200 + (uint32_t)judge_below(5000);
        }
        check_policy(&load, "some sleep, some compute");
    }
}
END_TEST

Suite *exercise_suite(void)
{
    Suite *suite = suite_create("convoy");
    tcase_add_test(judge_tcase(suite, "break", "break"), breaks);
    TCase *policy = judge_tcase(suite, "policy", "policy");
    tcase_add_loop_test(policy, given, 0, CASES);
    tcase_add_test(policy, random_loads);
    return suite;
}

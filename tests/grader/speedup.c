/* speedup.c - tests of grader/speedup.c: rounds whose truth is known. */
#include <math.h>
#include <stdlib.h>

#include "../../grader/speedup.h"
#include "../unit.h"

enum { THREADS = 4 };

/* 40 ms of work, shared out evenly over four threads. */
static struct model_round perfect(void)
{
    return (struct model_round){
        .serial = 0.040,
        .cpu = 0.040,
        .elapsed = 0.0125,
        .span = 0.010,
        .span_signal = 0.010,
        .nloads = 4,
        .loads = {{0.010, 0}, {0.010, 0}, {0.010, 0}, {0.010, 0}},
    };
}

static struct model_round loads(const struct load *load, double elapsed)
{
    struct model_round r = perfect();
    r.cpu = r.span = 0;
    r.elapsed = elapsed;
    for (size_t i = 0; i < r.nloads; i++) {
        r.loads[i] = load[i];
        r.cpu += load[i].cpu;
        r.span = fmax(r.span, load[i].cpu);
    }
    r.span_signal = r.span;
    return r;
}

static struct model model_of(struct model_round round)
{
    return speedup_model(&round, 1, THREADS);
}

static void check_speedup(struct model_round round, double speedup,
                          enum limit limit, unsigned workers)
{
    struct model m = model_of(round);
    ck_assert(m.measured);
    ck_assert_double_eq_tol(m.speedup, speedup, 1e-9);
    ck_assert_int_eq(m.limit, limit);
    ck_assert_uint_eq(m.workers, workers);
}

START_TEST(perfect_code_is_as_fast_as_its_threads)
{
    check_speedup(perfect(), 4, LIMIT_WORK, 4);
    struct model m = model_of(perfect());
    ck_assert_double_eq_tol(m.running, 3.2, 1e-9);
    ck_assert_double_eq_tol(m.signal, 4, 1e-9);
    ck_assert_double_eq_tol(m.balance, 1, 1e-9);
    ck_assert_double_eq_tol(m.work, 0.040, 1e-9);
    ck_assert_double_eq_tol(m.span, 0.010, 1e-9);
}
END_TEST

START_TEST(never_faster_than_its_threads)
{
    struct model_round r = perfect();
    r.serial = 0.1;
    check_speedup(r, 4, LIMIT_WORK, 4);
    ck_assert_double_eq_tol(model_of(r).signal, 4, 1e-9);
}
END_TEST

START_TEST(the_longest_thread_limits)
{
    const struct load uneven[] = {
        {0.019, 0}, {0.007, 0}, {0.007, 0}, {0.007, 0}};
    check_speedup(loads(uneven, 0.02), 40.0 / 19, LIMIT_SPAN, 4);
}
END_TEST

START_TEST(a_serial_part_limits)
{
    struct model_round r = perfect();
    r.span = r.span_signal = 0.025; /* 15 ms before the threads start */
    check_speedup(r, 1.6, LIMIT_SPAN, 4);
}
END_TEST

START_TEST(the_kernel_knows_of_work_that_the_span_misses)
{
    const struct load uneven[] = {
        {0.019, 0}, {0.007, 0}, {0.007, 0}, {0.007, 0}};
    struct model_round r = loads(uneven, 0.02);
    r.span = 0.001;
    check_speedup(r, 40.0 / 19, LIMIT_SPAN, 4);
    r = perfect();
    r.cpu = 0.080; /* threads that were gone before they were asked */
    check_speedup(r, 2, LIMIT_WORK, 4);
}
END_TEST

START_TEST(one_lock_limits)
{
    struct model_round r = perfect();
    r.hold = 0.032;
    r.acquired = 1000;
    check_speedup(r, 1.25, LIMIT_LOCK, 4);
    ck_assert_double_eq_tol(model_of(r).hold, 0.032, 1e-9);
    ck_assert_double_eq_tol(model_of(r).acquired, 1000, 1e-9);
    r.hold = 0.009; /* less than its share of the work */
    check_speedup(r, 4, LIMIT_WORK, 4);
}
END_TEST

START_TEST(serial_code_with_idle_threads_is_serial)
{
    const struct load one[] = {{0.040, 0}, {0, 0}, {0, 0}, {0, 0}};
    check_speedup(loads(one, 0.04), 1, LIMIT_SPAN, 1);
    ck_assert_double_eq_tol(model_of(loads(one, 0.04)).running, 1, 1e-9);
}
END_TEST

START_TEST(idle_threads_that_wait_for_a_core_are_idle)
{
    const struct load one[] = {
        {0.0394, 0}, {0.0002, 0.04}, {0.0002, 0.04}, {0.0002, 0.04}};
    check_speedup(loads(one, 0.04), 40 / 39.4, LIMIT_SPAN, 1);
}
END_TEST

START_TEST(a_starved_thread_that_shares_a_pile_is_no_imbalance)
{
    struct load pile[] = {{0.013, 0}, {0.013, 0}, {0.013, 0}, {0.001, 0.012}};
    struct model_round r = loads(pile, 0.013);
    r.span_signal = 0.010;
    check_speedup(r, 4, LIMIT_WORK, 3);
    pile[3].delay = 0; /* nobody kept it from working */
    check_speedup(loads(pile, 0.013), 40.0 / 13, LIMIT_SPAN, 3);
}
END_TEST

START_TEST(a_wait_for_a_core_that_is_too_short_excuses_nothing)
{
    struct load pile[] = {{0.013, 0}, {0.013, 0}, {0.013, 0}, {0.001, 0.009}};
    check_speedup(loads(pile, 0.013), 40.0 / 13, LIMIT_SPAN, 3);
}
END_TEST

/* Four take turns; the kernel says that those who slept wanted to run. */
START_TEST(who_sleeps_does_not_want_to_run)
{
    struct load turns[] = {{0.010, 0},
                           {0.010, 0.015, 0.010},
                           {0.010, 0.020, 0.020},
                           {0.010, 0.025, 0.030}};
    struct model m = model_of(loads(turns, 0.040));
    ck_assert_double_eq_tol(m.running, (10 + 25 + 20 + 10) / 40.0, 1e-9);
    ck_assert(!m.too_busy);
    turns[3].nap = 0.1; /* the learner's word, which cannot be true */
    m = model_of(loads(turns, 0.040));
    ck_assert_double_eq_tol(m.running, (10 + 25 + 20 + 10) / 40.0, 1e-9);
}
END_TEST

START_TEST(sleepers_on_a_busy_machine_cannot_be_seen_to_take_turns)
{
    struct load turns[] = {{0.010, 0.020},
                           {0.010, 0.020, 0.001},
                           {0.010, 0.020, 0.001},
                           {0.010, 0.025, 0.001}};
    ck_assert(model_of(loads(turns, 0.040)).too_busy);
    turns[3].delay = 0.015; /* a core for every third of those who want one */
    ck_assert(!model_of(loads(turns, 0.040)).too_busy);
    struct load awake[] = {
        {0.010, 0.1}, {0.010, 0.1}, {0.010, 0.1}, {0.010, 0.1, 0.001}};
    ck_assert(!model_of(loads(awake, 0.040)).too_busy);
}
END_TEST

/* One works on a core of its own, three only burn time on the other one. */
START_TEST(who_burns_time_is_no_victim)
{
    struct load burnt[] = {
        {0.040, 0}, {0.0133, 0.027}, {0.0133, 0.027}, {0.0133, 0.027}};
    check_speedup(loads(burnt, 0.040), 1, LIMIT_SPAN, 4);
}
END_TEST

START_TEST(the_books_know_what_openmp_has_dealt_out)
{
    struct model_round r = loads(
        (struct load[]){{0.025, 0}, {0.005, 0}, {0.005, 0}, {0.005, 0}}, 0.025);
    r.teams = 1;
    r.pieces = 400;
    r.span = 0.010; /* dealt out once more, as if each had a core */
    check_speedup(r, 4, LIMIT_WORK, 4);
    r.pieces = 0; /* nothing was dealt: who ran for so long had so much to do */
    check_speedup(r, 1.6, LIMIT_SPAN, 4);
}
END_TEST

START_TEST(an_uneven_share_in_a_team_is_at_most_doubtful)
{
    struct model_round r = loads(
        (struct load[]){{0.025, 0}, {0.005, 0}, {0.005, 0}, {0.005, 0}}, 0.025);
    r.teams = 1;
    ck_assert_double_eq_tol(model_of(r).pardoned, 1.6, 1e-9);
    for (size_t i = 1; i < 4; i++)
        r.loads[i].delay = 0.020; /* they may have been kept from a pile */
    struct model m = model_of(r);
    ck_assert_double_eq_tol(m.speedup, 1.6, 1e-9);
    ck_assert_double_eq_tol(m.pardoned, 4, 1e-9);
}
END_TEST

START_TEST(waits_for_signals_are_told_apart)
{
    struct model_round r = perfect();
    r.span_signal = 0.020;
    struct model m = model_of(r);
    ck_assert_double_eq_tol(m.speedup, 4, 1e-9);
    ck_assert_double_eq_tol(m.signal, 2, 1e-9);
    ck_assert_int_eq(m.limit, LIMIT_SIGNAL);
    r.hold = 0.016; /* the lock is the better explanation */
    m = model_of(r);
    ck_assert_double_eq_tol(m.speedup, 2.5, 1e-9);
    ck_assert_int_eq(m.limit, LIMIT_LOCK);
}
END_TEST

START_TEST(noise_only_adds_so_the_best_round_counts)
{
    struct model_round rounds[3] = {perfect(), perfect(), perfect()};
    rounds[0].serial = 0.060;
    rounds[0].hold = 0.030;
    rounds[1].span = rounds[1].span_signal = 0.020;
    rounds[1].elapsed = 0.010;
    rounds[2].serial = 0.050;
    struct model m = speedup_model(rounds, 3, THREADS);
    ck_assert_double_eq_tol(m.serial, 0.040, 1e-9);
    ck_assert_double_eq_tol(m.speedup, 4, 1e-9);
    ck_assert_double_eq_tol(m.span, 0.010, 1e-9);
    ck_assert_double_eq_tol(m.hold, 0, 1e-9);
    ck_assert_double_eq_tol(m.running, 3.2, 1e-9); /* the median */
    ck_assert_int_eq(m.limit, LIMIT_WORK);
}
END_TEST

START_TEST(nothing_measured_is_said)
{
    struct model_round none = {.nloads = 0}, no_serial = perfect();
    struct model_round mixed[2] = {perfect(), perfect()};
    no_serial.serial = 0;
    mixed[0].serial = 0;
    ck_assert(!speedup_model(NULL, 0, THREADS).measured);
    ck_assert(!model_of(none).measured);
    ck_assert(!model_of(no_serial).measured);
    ck_assert_double_eq_tol(speedup_model(mixed, 2, THREADS).speedup, 4, 1e-9);
}
END_TEST

/* --- by the clock -------------------------------------------------------- */

/* Round i is i + 1 times as fast as the serial code; our solution 3 times. */
static struct clock clock_of(size_t n)
{
    struct clock_round rounds[SPEEDUP_ROUNDS];
    for (size_t i = 0; i < n; i++)
        rounds[(i * 7) % n] = (struct clock_round){
            .learner = 0.1 / (double)(i + 1),
            .serial = 0.1,
            .reference = 0.1 / 3,
            .waited = 0.01,
        };
    return speedup_clock(rounds, n);
}

/* By hand: the largest k with 1 - 2 * (C(n,0) + .. + C(n,k)) / 2^n >= 0.95
 * gives the interval from the (k+1)th smallest to the (k+1)th largest. */
static const struct {
    size_t n;
    double median, low, high, confidence;
} intervals[] = {
    {6, 3.5, 1, 6, 1 - 2 * 1 / 64.0},
    {8, 4.5, 1, 8, 1 - 2 * 1 / 256.0},
    {9, 5, 2, 8, 1 - 2 * 10 / 512.0},
    {11, 6, 2, 10, 1 - 2 * 12 / 2048.0},
    {12, 6.5, 3, 10, 1 - 2 * 79 / 4096.0},
    {15, 8, 4, 12, 1 - 2 * 576 / 32768.0},
};

START_TEST(the_interval_is_that_of_the_sign_test)
{
    struct clock c = clock_of(intervals[_i].n);
    ck_assert_uint_eq(c.quiet, intervals[_i].n);
    ck_assert_double_eq_tol(c.median, intervals[_i].median, 1e-9);
    ck_assert_double_eq_tol(c.low, intervals[_i].low, 1e-9);
    ck_assert_double_eq_tol(c.high, intervals[_i].high, 1e-9);
    ck_assert_double_eq_tol(c.confidence, intervals[_i].confidence, 1e-9);
    ck_assert_double_eq_tol(c.reference, 3, 1e-9);
}
END_TEST

START_TEST(five_rounds_are_too_few)
{
    for (size_t n = 0; n <= 5; n++) {
        struct clock c = clock_of(n);
        ck_assert_uint_eq(c.quiet, n);
        ck_assert_double_eq(c.low, 0);
        ck_assert(isinf(c.high));
        ck_assert_double_eq(c.confidence, 0);
    }
    ck_assert_double_eq(clock_of(0).median, 0);
    ck_assert_double_eq(clock_of(0).waited, 0);
}
END_TEST

START_TEST(only_quiet_rounds_count)
{
    struct clock_round rounds[] = {
        {0.05, 0.1, 0.04, 0.0},   {0.05, 0.1, 0.04, 0.03},
        {0.50, 0.1, 0.90, 0.031}, {0.50, 0.1, 0.90, -1}, /* not known */
        {0.00, 0.1, 0.04, 0.0},   {0.05, 0.1, 0.00, 0.0},
        {0.50, 0.1, 0.90, 0.9},
    };
    struct clock c = speedup_clock(rounds, sizeof rounds / sizeof *rounds);
    ck_assert_uint_eq(c.quiet, 2);
    ck_assert_double_eq_tol(c.median, 2, 1e-9);
    ck_assert_double_eq_tol(c.reference, 2.5, 1e-9);
    ck_assert_double_eq_tol(c.waited, 0.03, 1e-9);
    rounds[0].waited = rounds[1].waited = 0.5;
    c = speedup_clock(rounds, 4);
    ck_assert_uint_eq(c.quiet, 0);
    ck_assert_double_eq_tol(c.waited, 0.5, 1e-9);
}
END_TEST

START_TEST(more_rounds_than_there_is_room_for_are_left_out)
{
    struct clock_round rounds[SPEEDUP_ROUNDS + 9];
    for (size_t i = 0; i < SPEEDUP_ROUNDS + 9; i++)
        rounds[i] = (struct clock_round){0.05, 0.1, 0.05, 0};
    ck_assert_uint_eq(speedup_clock(rounds, SPEEDUP_ROUNDS + 9).quiet,
                      SPEEDUP_ROUNDS);
}
END_TEST

/* Nine rounds decide; what they would say must be known before. */
START_TEST(no_more_rounds_than_can_change_the_verdict)
{
    struct clock_round rounds[SPEEDUP_CLOCK_ROUNDS];
    const double wall = 1.2, slow = 0.1, fast = 0.05;
    for (size_t i = 0; i < SPEEDUP_CLOCK_ROUNDS; i++)
        rounds[i] = (struct clock_round){slow, 0.1, fast, 0};
    ck_assert(!speedup_settled(rounds, 0, wall, false));
    ck_assert(!speedup_settled(rounds, SPEEDUP_CLOCK_ROUNDS, wall, false));
    rounds[3].learner = fast;
    ck_assert(!speedup_settled(rounds, SPEEDUP_CLOCK_ROUNDS, wall, false));
    rounds[5].learner = fast;
    ck_assert(speedup_settled(rounds, 6, wall, false));
    ck_assert(speedup_clock(rounds, SPEEDUP_CLOCK_ROUNDS).high >= wall);
    rounds[5].waited = 0.5; /* not quiet */
    ck_assert(!speedup_settled(rounds, 6, wall, false));
    for (size_t i = 0; i < SPEEDUP_CLOCK_ROUNDS; i++)
        rounds[i] = (struct clock_round){fast, 0.1, fast, 0};
    ck_assert(!speedup_settled(rounds, 5, wall, true));
    ck_assert(speedup_settled(rounds, 6, wall, true));
}
END_TEST

Suite *speedup_suite(void)
{
    Suite *suite = suite_create("speedup");
    TCase *tests = tcase_create("all");
    tcase_add_test(tests, perfect_code_is_as_fast_as_its_threads);
    tcase_add_test(tests, never_faster_than_its_threads);
    tcase_add_test(tests, the_longest_thread_limits);
    tcase_add_test(tests, a_serial_part_limits);
    tcase_add_test(tests, the_kernel_knows_of_work_that_the_span_misses);
    tcase_add_test(tests, one_lock_limits);
    tcase_add_test(tests, serial_code_with_idle_threads_is_serial);
    tcase_add_test(tests, idle_threads_that_wait_for_a_core_are_idle);
    tcase_add_test(tests, a_starved_thread_that_shares_a_pile_is_no_imbalance);
    tcase_add_test(tests, a_wait_for_a_core_that_is_too_short_excuses_nothing);
    tcase_add_test(tests, who_burns_time_is_no_victim);
    tcase_add_test(tests, no_more_rounds_than_can_change_the_verdict);
    tcase_add_test(tests, who_sleeps_does_not_want_to_run);
    tcase_add_test(tests,
                   sleepers_on_a_busy_machine_cannot_be_seen_to_take_turns);
    tcase_add_test(tests, waits_for_signals_are_told_apart);
    tcase_add_test(tests, the_books_know_what_openmp_has_dealt_out);
    tcase_add_test(tests, an_uneven_share_in_a_team_is_at_most_doubtful);
    tcase_add_test(tests, noise_only_adds_so_the_best_round_counts);
    tcase_add_test(tests, nothing_measured_is_said);
    tcase_add_loop_test(tests, the_interval_is_that_of_the_sign_test, 0,
                        (int)(sizeof intervals / sizeof *intervals));
    tcase_add_test(tests, five_rounds_are_too_few);
    tcase_add_test(tests, only_quiet_rounds_count);
    tcase_add_test(tests, more_rounds_than_there_is_room_for_are_left_out);
    suite_add_tcase(suite, tests);
    return suite;
}

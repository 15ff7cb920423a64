/*
 * cant-tell.c - judges the exercise `cant-tell`: the truth is known, because
 * the noise is made here.
 */
#include <math.h>
#include <stdio.h>

#include "calls.h"
#include "compare.h"
#include "judge.h"

/* A test at the level of exactly 5 per cent has 50 false alarms, and in one
 * case of a thousand 71 or more: three standard deviations, 6.9 each, are luck.
 */
enum { TRIALS = 1000, ALARMS = TRIALS / 20, LUCK = 20 };

static double uniform(void)
{
    return ((double)judge_below(1u << 30) + 0.5) / (1u << 30);
}

/* At least 1; mostly a little above, seldom far above. */
static double noise(void)
{
    double slower = -0.05 * log(uniform());
    return uniform() < 0.05 ? 1 + slower + 2 * uniform() : 1 + slower;
}

/* Moods of the machine last for 20 to 100 runs, whatever is run. */
static void make_trial(struct trial *t, double ratio)
{
    double scale = 0.01 + uniform(), mood = 1;
    unsigned left = 0;
    for (unsigned i = 0; i < COMPARE_RUNS; i++) {
        if (left-- == 0) {
            mood = uniform() < 0.5 ? 1 : 1.2;
            left = 20 + (unsigned)judge_below(80);
        }
        t->time[i][PROGRAM_A] = scale * mood * noise();
        t->time[i][PROGRAM_B] = scale * mood * noise() * ratio;
    }
}

struct tally {
    unsigned faster, slower, cannot;
};

static struct tally run_trials(double ratio)
{
    struct trial *trials = judge_in(TRIALS * sizeof *trials);
    struct compare_args a = {trials, TRIALS,
                             judge_out(TRIALS * sizeof(uint32_t)),
                             judge_out(TRIALS * sizeof(uint32_t))};
    struct tally t = {0};
    for (unsigned i = 0; i < TRIALS; i++)
        make_trial(&trials[i], ratio);
    judge_call(OP_COMPARE, a);
    for (unsigned i = 0; i < TRIALS; i++) {
        uint32_t answer = judge_got(a.answers)[i], runs = judge_got(a.runs)[i];
        judge_expect(runs <= COMPARE_RUNS, "%u runs were made; %d are allowed",
                     runs, COMPARE_RUNS);
        judge_expect(answer <= CANNOT_TELL,
                     "compare returned %u, which is no "
                     "answer",
                     answer);
        t.faster += answer == B_IS_FASTER;
        t.slower += answer == B_IS_SLOWER;
        t.cannot += answer == CANNOT_TELL;
    }
    judge_forget();
    return t;
}

START_TEST(equal)
{
    judge_title("programs that are equally fast");
    struct tally t = run_trials(1);
    judge_expect(
        t.faster + t.slower <= ALARMS + LUCK,
        "of %d pairs of programs that are equally fast, %u were called "
        "faster and %u slower; at most %d in all are wanted, and bad luck "
        "does not explain more than %d",
        TRIALS, t.faster, t.slower, ALARMS, ALARMS + LUCK);
}
END_TEST

static void check_power(double ratio, bool faster)
{
    struct tally t = run_trials(ratio);
    unsigned right = faster ? t.faster : t.slower;
    unsigned wrong = faster ? t.slower : t.faster;
    judge_expect(wrong <= TRIALS / 100,
                 "B takes %.2f times as long as A, and in %u of %d cases the "
                 "answer is the opposite",
                 ratio, wrong, TRIALS);
    judge_expect(right >= TRIALS * 9 / 10,
                 "B takes %.2f times as long as A; that was found in %u of %d "
                 "cases (in %u there was no answer), and %d are wanted",
                 ratio, right, TRIALS, t.cannot, TRIALS * 9 / 10);
}

START_TEST(differ)
{
    judge_title("programs that differ by a tenth");
    check_power(0.9, true);
    check_power(1.1, false);
}
END_TEST

START_TEST(differ_much)
{
    judge_title("programs that differ by a factor of two");
    check_power(0.5, true);
    check_power(2, false);
}
END_TEST

Suite *exercise_suite(void)
{
    Suite *suite = suite_create("cant-tell");
    tcase_add_test(judge_tcase(suite, "equal", "equal"), equal);
    TCase *power = judge_tcase(suite, "power", "power");
    tcase_add_test(power, differ);
    tcase_add_test(power, differ_much);
    return suite;
}

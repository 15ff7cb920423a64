/* bill.c - four steps, and every copy counted */
#include <math.h>
#include <stdio.h>

#include "bill.h"
#include "calls.h"
#include "cuda.h"

enum { ORDERS = 4 };

static float *random_signal(int n)
{
    float *x = judge_in(((size_t)n + 1) * sizeof *x);
    for (int i = 0; i < n; i++)
        x[i] = (float)judge_below(2001) / 1000 - 1;
    return x;
}

static float smoothed(const float *x, int n, int i, float factor)
{
    float here = x[i] * factor;
    float left = i > 0 ? x[i - 1] * factor : here;
    float right = i < n - 1 ? x[i + 1] * factor : here;
    return 0.25f * (left + 2 * here + right);
}

static double mean_of(const struct bill_args *a, int block)
{
    int first = block * BILL_BLOCK, end = first + BILL_BLOCK;
    double sum = 0;
    end = end < a->n ? end : a->n;
    for (int i = first; i < end; i++) {
        float y = smoothed(a->signal, a->n, i, a->factor);
        sum += y < a->least ? a->least : y;
    }
    return sum / (end - first);
}

/* A GPU may round otherwise than we do. */
static bool near(double got, double expected)
{
    return fabs(got - expected) <= 1e-5 * (1 + fabs(expected));
}

static void check_bill(int n)
{
    size_t blocks = (size_t)bill_blocks(n);
    struct bill_args a = {.signal = random_signal(n),
                          .n = n,
                          .factor = 0.5f + (float)judge_below(1000) / 500,
                          .least = (float)judge_below(500) / 1000 - 0.25f,
                          .result = judge_out((blocks + 1) * sizeof(float))};
    judge_call(OP_BILL, a);
    const float *got = judge_got(a.result);
    for (int k = 0; k < (int)blocks; k++)
        judge_expect(near(got[k], mean_of(&a, k)),
                     "n = %d: mean %d is %g, not %g", n, k, got[k],
                     mean_of(&a, k));
}

START_TEST(any_size)
{
    static const int sizes[] = {0, 1, 2, 255, 256, 257, 1000, 5121};
    judge_title("the same as step by step, for any n");
    while (cuda_schedule(ORDERS))
        for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
            check_bill(sizes[i]);
}
END_TEST

START_TEST(many_times)
{
    judge_title("called again and again");
    while (cuda_schedule(ORDERS))
        for (int i = 0; i < 10; i++)
            check_bill((int)judge_below(3000));
}
END_TEST

static void seconds(int n)
{
    struct bill_args a = {.signal = random_signal(n),
                          .n = n,
                          .factor = 1.5f,
                          .result = judge_out((size_t)n * sizeof(float)),
                          .seconds = judge_out(sizeof(double))};
    judge_call(OP_SECONDS, a);
    const float *got = judge_got(a.result);
    double time = *judge_got(a.seconds);
    for (int i = 0; i < n; i++)
        judge_expect(near(got[i], a.signal[i] * a.factor),
                     "bill_seconds, n = %d: number %d is %g, not %g: it is to "
                     "be scaled once",
                     n, i, got[i], a.signal[i] * a.factor);
    judge_expect(time > 0 && time < 60,
                 "bill_seconds, n = %d: %g seconds cannot be", n, time);
}

START_TEST(honest_time)
{
    judge_title("the time of the device, not of the launch");
    while (cuda_schedule(ORDERS)) {
        seconds(1);
        seconds(1000);
        seconds(20000);
    }
}
END_TEST

START_TEST(what_it_costs)
{
    static const int sizes[] = {257, 30000};
    judge_title("what has to be copied, and no more");
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        int n = sizes[i];
        char what[40];
        snprintf(what, sizeof what, "bill with n = %d", n);
        check_bill(n);
        if (cuda_counted()->loads < n)
            judge_fail(CAUSE_SERIAL,
                       "n = %d: kernels have read %.0f numbers in all: it is "
                       "the device that has to do the steps",
                       n, cuda_counted()->loads);
        cuda_expect(
            what, &(struct cuda_figures){.launches = 4,
                                         .to_device = 1,
                                         .bytes_to_device = 4.0 * n,
                                         .to_host = 1,
                                         .bytes_to_host = 4.0 * bill_blocks(n),
                                         .inside = CUDA_NONE});
    }
}
END_TEST

START_TEST(timing_copies_nothing)
{
    judge_title("a time without copies");
    seconds(5000);
    cuda_expect("bill_seconds", &(struct cuda_figures){.launches = 1,
                                                       .to_device = CUDA_NONE,
                                                       .to_host = CUDA_NONE,
                                                       .inside = CUDA_NONE});
}
END_TEST

/* The machine of bill.h: bytes a ns, and ns. */
static double pays_from(int steps, int copies)
{
    const double host = 20, way = 25, copy = 10e3, device = 1600, launch = 4e3;
    double fixed = copies * copy + steps * launch;
    double gain = steps * (8 / host - 8 / device) - copies * 4 / way;
    return fixed / gain;
}

START_TEST(when_it_pays)
{
    static const char *const names[] = {"one step", "four steps",
                                        "sixteen steps", "four, to and fro"};
    const double is[] = {pays_from(1, 2), pays_from(4, 2), pays_from(16, 2),
                         pays_from(4, 8)};
    double said[4];
    judge_title("from how many numbers on the way pays, committed beforehand");
    unsigned commit = judge_predictions(OP_TEXT, names, 4, said);
    for (size_t i = 0; i < 4; i++)
        judge_predicted(names[i], said[i], is[i], commit);
}
END_TEST

Suite *exercise_suite(void)
{
    Suite *suite = suite_create("bill");
    TCase *chain = judge_tcase(suite, "chain", "chain");
    TCase *count = judge_tcase(suite, "copies", "copies");
    tcase_add_test(chain, any_size);
    tcase_add_test(chain, many_times);
    tcase_add_test(judge_tcase(suite, "time", "time"), honest_time);
    tcase_add_test(count, what_it_costs);
    tcase_add_test(count, timing_copies_nothing);
    tcase_add_test(judge_tcase(suite, "pays", "pays"), when_it_pays);
    return suite;
}

/* half.c - judges the exercise `half`. */
#include <math.h>

#include "calls.h"
#include "cuda.h"

/* 113 bits: what it loses of 20,000 numbers lies below 2^-98. */
__extension__ typedef __float128 exact;

enum data { EQUAL, RANDOM, ONE_WAY, CANCEL, KINDS };

static const char *const words[KINDS] = {
    "numbers that are all 4/3", "random numbers",
    "numbers that are all rounded down", "numbers that cancel each other"};

/* 1 and not quite half a step of what has `bits` bits, times 1 to 2. */
static double rounded_down(int bits)
{
    double step = ldexp(1, 1 - bits);
    return 1 + step * ((double)judge_below(1u << (bits - 2)) + 0.49);
}

static double small(void)
{
    return ldexp(1 + (double)judge_below(9), -9);
}

/* Large numbers in pairs that cancel each other, and go apart; small ones that
 * are lost beside them. */
static void cancel(double *number, int n)
{
    for (int i = 0; i + 1 < n; i += 2) {
        bool lost = judge_below(10) == 0;
        double large = ldexp(1 + (double)judge_below(1 << 20), 40);
        number[i] = lost ? small() : large;
        number[i + 1] = lost ? small() : -large;
    }
    for (int i = n - 1; i > 0; i--) {
        int other = (int)judge_below((uint64_t)i + 1);
        double kept = number[i];
        number[i] = number[other];
        number[other] = kept;
    }
}

static double *numbers_of(enum data data, int n, double scale, int bits)
{
    double *number = judge_in((size_t)n * sizeof *number);
    for (int i = 0; i < n; i++)
        number[i] = data == EQUAL     ? 0x1.555556p0
                    : data == RANDOM  ? (double)judge_below(1 << 30) / (1 << 29)
                    : data == ONE_WAY ? rounded_down(bits)
                                      : 0;
    if (data == CANCEL)
        cancel(number, n);
    for (int i = 0; i < n; i++)
        number[i] *= scale;
    return number;
}

static void check_sum(enum data data, int n, double scale, int power)
{
    int bits = power > -22 ? 11 : 24;
    double error = ldexp(1, power), *out = judge_out(sizeof *out);
    double *number = numbers_of(data, n, scale, bits);
    exact right = 0, all = 0;
    for (int i = 0; i < n; i++) {
        right += number[i];
        all += fabs(number[i]);
    }
    judge_call(OP_SUM, (struct sum_args){number, n, error, out});
    double got = *judge_got(out), off = (double)fabs((double)(got - right));
    double allowed = error * (double)all + 0x1p-53 * fabs((double)right);
    judge_expect(off <= allowed,
                 "sum of %d %s, about %.3g, with error 2^%d: %.17g is off by "
                 "%.3g; allowed is %.3g",
                 n, words[data], scale, power, got, off, allowed);
    judge_forget();
}

static const double scales[] = {1, 0x1p30, 0x1p-100, 0x1p200};

START_TEST(meets_the_error)
{
    static const int powers[] = {-3, -9, -10, -12, -22, -23, -25, -51, -80};
    judge_title("the sum, no further off than allowed");
    while (cuda_schedule(2)) {
        check_sum(RANDOM, 0, 1, -9);
        check_sum(RANDOM, 1, 1, -22);
        for (size_t p = 0; p < sizeof powers / sizeof *powers; p++)
            for (int data = 0; data < KINDS; data++)
                check_sum((enum data)data, 2000 + (int)judge_below(3000),
                          scales[(p + (size_t)data) % 4], powers[p]);
    }
}
END_TEST

static const int many = 1 << 14;

static void count_sum(int power, double bytes, double doubles, const char *what)
{
    check_sum(EQUAL, many, 1, power);
    judge_expect(cuda_counted()->load_sectors * 32 >= bytes * many,
                 "the device has loaded %.0f bytes of %d numbers",
                 cuda_counted()->load_sectors * 32, many);
    cuda_expect(what, &(struct cuda_figures){.bytes_to_device = bytes * many,
                                             .load_sectors = bytes * many / 32,
                                             .double_operations = doubles});
}

START_TEST(as_cheap_as_that)
{
    judge_title("as few bytes as the error allows");
    count_sum(-9, 2, many / 8.0, "16384 numbers with error 2^-9");
    count_sum(-22, 4, many / 8.0, "16384 numbers with error 2^-22");
    count_sum(-51, 8, 0, "16384 numbers with error 2^-51");
}
END_TEST

Suite *exercise_suite(void)
{
    Suite *suite = suite_create("half");
    tcase_add_test(judge_tcase(suite, "correct", "correct"), meets_the_error);
    tcase_add_test(judge_tcase(suite, "cheap", "cheap"), as_cheap_as_that);
    return suite;
}

/* scan.c - judges the exercise `scan`. */
#include <string.h>

#include "calls.h"
#include "cuda.h"

enum { NUMBERS_A_SECTOR = 8 };

static const int sizes[] = {0, 1, 33, 256, 1000, 2048, 4500};
enum { SIZES = sizeof sizes / sizeof *sizes };

/* n random numbers, `zeros` in 8 of which are 0. */
static unsigned *random_numbers(int n, unsigned zeros)
{
    unsigned *number = judge_in((size_t)n * sizeof *number);
    for (int i = 0; i < n; i++)
        number[i] =
            judge_below(8) < zeros ? 0 : 1 + (unsigned)judge_below(UINT32_MAX);
    return number;
}

static void check_reduce(int n)
{
    const unsigned *in = random_numbers(n, 1);
    unsigned *sum = judge_out(sizeof *sum), right = 0;
    for (int i = 0; i < n; i++)
        right += in[i];
    judge_call(OP_REDUCE, (struct reduce_args){in, n, sum});
    judge_expect(*judge_got(sum) == right,
                 "reduce of %d numbers gives %u and should give %u", n,
                 *judge_got(sum), right);
    judge_forget();
}

static void check_scan(int n)
{
    const unsigned *in = random_numbers(n, 1);
    unsigned *out = judge_out((size_t)n * sizeof *out), sum = 0;
    judge_call(OP_SCAN, (struct scan_args){in, n, out});
    const unsigned *got = judge_got(out);
    for (int i = 0; i < n; sum += in[i++])
        judge_expect(got[i] == sum,
                     "scan of %d numbers: number %d is %u and should be %u", n,
                     i, got[i], sum);
    judge_forget();
}

static void check_compact(int n, unsigned zeros)
{
    size_t bytes = (size_t)n * sizeof(unsigned);
    const unsigned *in = random_numbers(n, zeros);
    const unsigned *before = random_numbers(n, 0);
    unsigned *out = judge_out(bytes), *kept = judge_out(sizeof *kept);
    unsigned *right = judge_in(bytes), count = 0;
    memcpy(right, before, bytes);
    for (int i = 0; i < n; i++)
        if (in[i])
            right[count++] = in[i];
    judge_call(OP_COMPACT, (struct compact_args){in, n, before, out, kept});
    const unsigned *got = judge_got(out);
    judge_expect(*judge_got(kept) == count,
                 "compact of %d numbers says that it kept %u, of %u", n,
                 *judge_got(kept), count);
    for (int i = 0; i < n; i++)
        judge_expect(
            got[i] == right[i],
            "compact of %d numbers, of which %u are to be kept: number "
            "%d is %u and should %s %u",
            n, count, i, got[i], i < (int)count ? "be" : "have stayed",
            right[i]);
    judge_forget();
}

START_TEST(sum_of_all)
{
    judge_title("reduce, for any n");
    while (cuda_schedule(3))
        for (int i = 0; i < SIZES; i++)
            check_reduce(sizes[i]);
}
END_TEST

START_TEST(sums_before)
{
    judge_title("scan, for any n");
    while (cuda_schedule(3))
        for (int i = 0; i < SIZES; i++)
            check_scan(sizes[i]);
}
END_TEST

START_TEST(what_is_kept)
{
    judge_title("compact, for any n, whatever is kept");
    while (cuda_schedule(3)) {
        check_compact(3000, 0);
        check_compact(3000, 8);
        for (int i = 0; i < SIZES; i++)
            check_compact(sizes[i], 4);
    }
}
END_TEST

static const int many = 1 << 15;

/* `moved`: of the least numbers that have to be loaded and stored. */
static void expect_few(const char *what, double moved)
{
    cuda_expect(what,
                &(struct cuda_figures){.sectors = moved / NUMBERS_A_SECTOR,
                                       .atomics = many / 32.0,
                                       .to_host = CUDA_NONE});
}

START_TEST(reads_once)
{
    judge_title("reduce reads each number once");
    check_reduce(many);
    expect_few("reduce of 32768 numbers", many);
}
END_TEST

START_TEST(linear_scan)
{
    judge_title("scan moves few numbers, however many there are");
    check_scan(many);
    expect_few("scan of 32768 numbers", 2.0 * many);
}
END_TEST

START_TEST(linear_compact)
{
    judge_title("compact moves few numbers, however many there are");
    check_compact(many, 4);
    expect_few("compact of 32768 numbers", 1.5 * many);
}
END_TEST

static void expect_spread(const char *what)
{
    cuda_expect(what, &(struct cuda_figures){.block_accesses = many / 2.0});
}

START_TEST(many_blocks)
{
    judge_title("no block does it all");
    check_reduce(many);
    expect_spread("reduce of 32768 numbers");
    check_scan(many);
    expect_spread("scan of 32768 numbers");
    check_compact(many, 4);
    expect_spread("compact of 32768 numbers");
}
END_TEST

static void call_scan(void *args)
{
    const struct scan_args *a = args;
    unsigned sum = 0;
    judge_call(OP_SCAN, *a);
    const unsigned *got = judge_got(a->out);
    for (int i = 0; i < a->n; sum += a->in[i++])
        judge_expect(got[i] == sum,
                     "scan of %d numbers: number %d is %u and should be %u",
                     a->n, i, got[i], sum);
}

START_TEST(beside_a_copy)
{
    const int n = 1 << 26;
    judge_title("as fast as a copy");
    const unsigned *in = random_numbers(n, 1);
    unsigned *out = judge_out((size_t)n * sizeof *out);
    cuda_beside_copy("scan of 67108864 numbers", call_scan,
                     &(struct scan_args){in, n, out}, 2.0 * n * sizeof *in);
}
END_TEST

Suite *exercise_suite(void)
{
    Suite *suite = suite_create("scan");
    TCase *correct = judge_tcase(suite, "correct", "correct");
    tcase_add_test(correct, sum_of_all);
    tcase_add_test(correct, sums_before);
    tcase_add_test(correct, what_is_kept);
    tcase_add_test(judge_tcase(suite, "reduce", "reduce"), reads_once);
    tcase_add_test(judge_tcase(suite, "scan", "scan"), linear_scan);
    tcase_add_test(judge_tcase(suite, "compact", "compact"), linear_compact);
    tcase_add_test(judge_tcase(suite, "spread", "spread"), many_blocks);
    tcase_add_test(judge_tcase(suite, "gpu", "gpu"), beside_a_copy);
    return suite;
}

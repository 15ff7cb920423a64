/* histogram.c - judges the exercise `histogram`. */
#include "histogram.h"

#include "calls.h"
#include "cuda.h"

enum { KEYS_A_SECTOR = 32 };

/* n keys, of which `equal` in 16 are one and the same. */
static void check_histogram(int n, unsigned equal)
{
    unsigned right[BINS] = {0};
    unsigned char *keys = judge_in((size_t)n), most = judge_random() & 255;
    unsigned *bins = judge_out(BINS * sizeof *bins);
    for (int i = 0; i < n; i++) {
        bool same = judge_below(16) < equal;
        keys[i] = same ? most : (unsigned char)judge_below(BINS);
        right[keys[i]]++;
    }
    judge_call(OP_HISTOGRAM, (struct histogram_args){keys, n, bins});
    const unsigned *got = judge_got(bins);
    for (int k = 0; k < BINS; k++)
        judge_expect(got[k] == right[k],
                     "of %d keys, %u in 16 of them equal: bin %d is %u and "
                     "should be %u",
                     n, equal, k, got[k], right[k]);
    judge_forget();
}

START_TEST(any_number)
{
    static const int number[] = {0, 1, 31, 33, 256, 1000, 4097};
    judge_title("any number of keys, alike or not");
    while (cuda_schedule(4)) {
        for (size_t i = 0; i < sizeof number / sizeof *number; i++)
            check_histogram(number[i], i % 2 ? 15 : 0);
        check_histogram(1 + (int)judge_below(3000), 16);
        check_histogram(9000 + (int)judge_below(3000), 8);
    }
}
END_TEST

static const int many = 1 << 15;

START_TEST(few_global_atomics)
{
    judge_title("a block counts for itself");
    check_histogram(many, 0);
    cuda_expect(
        "32768 keys, all values alike likely",
        &(struct cuda_figures){.atomics = many / 8.0,
                               .load_sectors = 2.0 * many / KEYS_A_SECTOR,
                               .to_host = CUDA_NONE});
}
END_TEST

static void count_queues(unsigned equal, const char *what)
{
    check_histogram(many, equal);
    cuda_expect(what, &(struct cuda_figures){.atomics = many / 8.0,
                                             .serial = many / 8.0,
                                             .shared_serial = many / 8.0,
                                             .to_host = CUDA_NONE});
}

START_TEST(no_queues)
{
    judge_title("no lane queues for a bin");
    count_queues(0, "32768 keys, all values alike likely");
    count_queues(15, "32768 keys, 15 in 16 of them equal");
    count_queues(16, "32768 equal keys");
}
END_TEST

/* The keys are there once, what is right has been counted once. */
struct large {
    struct histogram_args args;
    unsigned right[BINS];
};

static void call_histogram(void *data)
{
    const struct large *l = data;
    judge_call(OP_HISTOGRAM, l->args);
    const unsigned *got = judge_got(l->args.bins);
    for (int k = 0; k < BINS; k++)
        judge_expect(got[k] == l->right[k],
                     "of %d keys: bin %d is %u and should be %u", l->args.n, k,
                     got[k], l->right[k]);
}

START_TEST(beside_a_copy)
{
    const int n = 1 << 28;
    unsigned char *keys = judge_in((size_t)n);
    struct large l = {{keys, n, judge_out(BINS * sizeof(unsigned))}, {0}};
    judge_title("as fast as a copy");
    for (int i = 0; i < n; i++)
        l.right[keys[i] = (unsigned char)(judge_random() >> 56)]++;
    cuda_beside_copy("268435456 keys", call_histogram, &l, n);
}
END_TEST

Suite *exercise_suite(void)
{
    Suite *suite = suite_create("histogram");
    tcase_add_test(judge_tcase(suite, "correct", "correct"), any_number);
    tcase_add_test(judge_tcase(suite, "private", "private"),
                   few_global_atomics);
    tcase_add_test(judge_tcase(suite, "together", "together"), no_queues);
    tcase_add_test(judge_tcase(suite, "gpu", "gpu"), beside_a_copy);
    return suite;
}

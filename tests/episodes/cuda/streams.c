/* streams.c - chunk by chunk, and as many of them on their way as can be */
#include <stdio.h>

#include "calls.h"
#include "cuda.h"

enum { ORDERS = 4 };

static void check_streams(int n, int chunk)
{
    size_t bytes = ((size_t)n + 1) * sizeof(float);
    float *in = judge_in(bytes), *out = judge_out(bytes);
    for (int i = 0; i < n; i++)
        in[i] = (float)judge_below(1 << 20);
    judge_call(OP_STREAMS, (struct streams_args){in, n, chunk, out});
    const float *got = judge_got(out);
    for (int i = 0; i < n; i++) {
        float right = in[i] - (i > 0 ? in[i - 1] : 0);
        judge_expect(got[i] == right,
                     "n = %d in chunks of %d: out[%d] is %g, not %g", n, chunk,
                     i, got[i], right);
    }
}

START_TEST(few_chunks)
{
    static const int sizes[][2] = {{0, 1}, {1, 1},     {1, 100},  {2, 1},
                                   {7, 7}, {100, 100}, {101, 100}};
    judge_title("nothing, one chunk, or two");
    while (cuda_schedule(ORDERS))
        for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
            check_streams(sizes[i][0], sizes[i][1]);
}
END_TEST

START_TEST(many_chunks)
{
    judge_title("many chunks, the last one shorter");
    while (cuda_schedule(ORDERS)) {
        check_streams(20, 1);
        check_streams(1000, 100);
        check_streams(1001, 100);
        check_streams(999, 300);
        for (int i = 0; i < 4; i++)
            check_streams(1 + (int)judge_below(1500),
                          50 + (int)judge_below(300));
    }
}
END_TEST

/* A few numbers more are no chunk. */
static double three_of_each(int chunk)
{
    return 4.0 * (6 * chunk + 16);
}

START_TEST(steps)
{
    static const int chunks[] = {3, 10, 32};
    judge_title("one of each in every step");
    for (size_t i = 0; i < sizeof chunks / sizeof *chunks; i++) {
        const int chunk = 200, n = chunks[i] * chunk;
        char what[40];
        snprintf(what, sizeof what, "%d chunks", chunks[i]);
        check_streams(n, chunk);
        if (cuda_counted()->loads < n)
            judge_fail(CAUSE_SERIAL,
                       "kernels have read %.0f of %d numbers: it is the device "
                       "that has to compute",
                       cuda_counted()->loads, n);
        cuda_expect(what,
                    &(struct cuda_figures){.chain = chunks[i] + 2,
                                           .memory = three_of_each(chunk)});
    }
}
END_TEST

Suite *exercise_suite(void)
{
    Suite *suite = suite_create("streams");
    TCase *order = judge_tcase(suite, "order", "order");
    tcase_add_test(order, few_chunks);
    tcase_add_test(order, many_chunks);
    tcase_add_test(judge_tcase(suite, "overlap", "overlap"), steps);
    return suite;
}

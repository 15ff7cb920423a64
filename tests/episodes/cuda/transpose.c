/* transpose.c - judges the exercise `transpose`. */
#include "calls.h"
#include "cuda.h"

enum { NUMBERS_A_SECTOR = 8 };

/* One matrix of random numbers: turned over, and nothing else changed. */
static void check_transpose(int rows, int cols)
{
    size_t n = (size_t)rows * (size_t)cols;
    float *in = judge_in(n * sizeof *in), *out = judge_out(n * sizeof *out);
    for (size_t i = 0; i < n; i++)
        in[i] = (float)(judge_random() >> 40);
    judge_call(OP_TRANSPOSE, (struct transpose_args){in, out, rows, cols});
    const float *got = judge_got(out);
    for (int i = 0; i < rows; i++)
        for (int j = 0; j < cols; j++) {
            size_t to = (size_t)j * (size_t)rows + (size_t)i;
            float right = in[(size_t)i * (size_t)cols + (size_t)j];
            judge_expect(got[to] == right,
                         "of a matrix of %d x %d: row %d, column %d of the "
                         "transpose is %.9g and should be %.9g",
                         rows, cols, j, i, (double)got[to], (double)right);
        }
    judge_forget();
}

START_TEST(any_shape)
{
    static const int shape[][2] = {{1, 1},   {1, 70},  {70, 1},  {32, 32},
                                   {33, 31}, {31, 33}, {64, 32}, {0, 5},
                                   {5, 0},   {3, 130}, {97, 35}};
    judge_title("matrices of any shape");
    while (cuda_schedule(4)) {
        for (size_t i = 0; i < sizeof shape / sizeof *shape; i++)
            check_transpose(shape[i][0], shape[i][1]);
        check_transpose(1 + (int)judge_below(100), 1 + (int)judge_below(100));
    }
}
END_TEST

/* Rows are whole sectors here, so that none is shared by two rows. */
static void count_transpose(int rows, int cols, const char *what,
                            double conflict)
{
    check_transpose(rows, cols);
    cuda_expect(what, &(struct cuda_figures){.sectors = 2.0 * rows * cols /
                                                        NUMBERS_A_SECTOR,
                                             .conflict = conflict,
                                             .to_host = CUDA_NONE,
                                             .inside = CUDA_NONE});
}

START_TEST(as_a_copy)
{
    judge_title("no more sectors than a copy moves");
    count_transpose(128, 96, "a matrix of 128 x 96", 0);
    count_transpose(104, 200, "a matrix of 104 x 200", 0);
}
END_TEST

START_TEST(no_queues)
{
    judge_title("no two lanes at one bank");
    count_transpose(128, 96, "a matrix of 128 x 96", 1);
    count_transpose(104, 200, "a matrix of 104 x 200", 1);
}
END_TEST

static void call_transpose(void *args)
{
    const struct transpose_args *a = args;
    judge_call(OP_TRANSPOSE, *a);
    const float *got = judge_got(a->out);
    for (int k = 0; k < 100000; k++) {
        size_t i = judge_below((uint64_t)a->rows);
        size_t j = judge_below((uint64_t)a->cols);
        judge_expect(got[j * (size_t)a->rows + i] ==
                         a->in[i * (size_t)a->cols + j],
                     "a large matrix: row %zu, column %zu of the transpose is "
                     "not what it should be",
                     j, i);
    }
}

START_TEST(beside_a_copy)
{
    const int rows = 8192, cols = 8191;
    const size_t n = (size_t)rows * cols;
    judge_title("as fast as a copy");
    float *in = judge_in(n * sizeof *in), *out = judge_out(n * sizeof *out);
    for (size_t i = 0; i < n; i++)
        in[i] = (float)(judge_random() >> 40);
    cuda_beside_copy("8192 x 8191", call_transpose,
                     &(struct transpose_args){in, out, rows, cols},
                     2.0 * (double)n * sizeof *in);
}
END_TEST

Suite *exercise_suite(void)
{
    Suite *suite = suite_create("transpose");
    tcase_add_test(judge_tcase(suite, "correct", "correct"), any_shape);
    tcase_add_test(judge_tcase(suite, "sectors", "sectors"), as_a_copy);
    tcase_add_test(judge_tcase(suite, "banks", "banks"), no_queues);
    tcase_add_test(judge_tcase(suite, "gpu", "gpu"), beside_a_copy);
    return suite;
}

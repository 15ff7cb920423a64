/* barrier.c - judges the exercise `barrier`. */
#include "calls.h"
#include "cuda.h"

enum { NUMBERS_A_SECTOR = 8, TILE = 16 };

/* Whole numbers so small that every order of adding gives the same sum. */
static float *small_numbers(int rows, int cols)
{
    size_t n = (size_t)rows * (size_t)cols;
    float *number = judge_in(n * sizeof *number);
    for (size_t i = 0; i < n; i++)
        number[i] = (float)judge_below(64) - 32;
    return number;
}

static void check_multiply(int n, int m, int k)
{
    const float *a = small_numbers(n, k), *b = small_numbers(k, m);
    float *c = judge_out((size_t)(n * m) * sizeof *c);
    judge_call(OP_MULTIPLY, (struct multiply_args){a, b, c, n, m, k});
    const float *got = judge_got(c);
    for (int i = 0; i < n; i++)
        for (int j = 0; j < m; j++) {
            float sum = 0;
            for (int l = 0; l < k; l++)
                sum += a[i * k + l] * b[l * m + j];
            judge_expect(got[i * m + j] == sum,
                         "%d x %d by %d x %d: row %d, column %d is %g and "
                         "should be %g",
                         n, k, k, m, i, j, (double)got[i * m + j], (double)sum);
        }
    judge_forget();
}

START_TEST(any_shape)
{
    static const int shape[][3] = {{1, 1, 1},    {16, 16, 16}, {17, 16, 16},
                                   {16, 17, 16}, {16, 16, 17}, {1, 40, 20},
                                   {33, 1, 50},  {20, 35, 1},  {33, 31, 35}};
    judge_title("matrices of any shape");
    while (cuda_schedule(6)) {
        for (size_t i = 0; i < sizeof shape / sizeof *shape; i++)
            check_multiply(shape[i][0], shape[i][1], shape[i][2]);
        check_multiply(1 + (int)judge_below(33), 1 + (int)judge_below(33),
                       1 + (int)judge_below(70));
    }
}
END_TEST

START_TEST(shared_by_a_block)
{
    const int n = 64, m = 96, k = 80;
    judge_title("what a block has loaded, it shares");
    check_multiply(n, m, k);
    cuda_expect("64 x 80 by 80 x 96",
                &(struct cuda_figures){.load_sectors = 2.0 * n * m * k / TILE /
                                                       NUMBERS_A_SECTOR,
                                       .to_host = CUDA_NONE});
}
END_TEST

Suite *exercise_suite(void)
{
    Suite *suite = suite_create("barrier");
    tcase_add_test(judge_tcase(suite, "correct", "correct"), any_shape);
    tcase_add_test(judge_tcase(suite, "tiles", "tiles"), shared_by_a_block);
    return suite;
}

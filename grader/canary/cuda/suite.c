/* suite.c - runs the planted race, and what was counted by hand: 32 numbers of
 * 4 bytes are 4 sectors, and all lie in one bank. */
#include "cuda.h"

enum { OP_RACE, OP_COLUMN };

struct out_args {
    int *out;
};

START_TEST(planted_race)
{
    judge_title("the planted race");
    int *out = judge_out(64 * sizeof *out);
    judge_call(OP_RACE, (struct out_args){out});
}
END_TEST

START_TEST(known_figures)
{
    judge_title("known figures");
    int *out = judge_out(32 * sizeof *out);
    judge_call(OP_COLUMN, (struct out_args){out});
    cuda_expect("a column", &(struct cuda_figures){.launches = 1,
                                                   .store_sectors = 4,
                                                   .conflict = 32,
                                                   .accesses = 96,
                                                   .to_device = CUDA_NONE});
}
END_TEST

START_TEST(right_answer)
{
    judge_title("an answer that is known");
    int *out = judge_out(32 * sizeof *out);
    judge_call(OP_COLUMN, (struct out_args){out});
    for (int i = 0; i < 32; i++)
        judge_expect(judge_got(out)[i] == i, "number %d is %d", i,
                     judge_got(out)[i]);
}
END_TEST

Suite *exercise_suite(void)
{
    Suite *suite = suite_create("canary");
    tcase_add_test(judge_tcase(suite, "kernels", "kernels"), planted_race);
    tcase_add_test(judge_tcase(suite, "count", "count"), known_figures);
    tcase_add_test(judge_tcase(suite, "right", "right"), right_answer);
    return suite;
}

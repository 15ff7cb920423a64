/* suite.c - runs the planted race, and what was counted by hand: 32 numbers of
 * 4 bytes are 4 sectors, and all lie in one bank. */
#include "cuda.h"

enum { OP_RACE, OP_COLUMN, OP_OUTSIDE, OP_UNSET, OP_APART };

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

static void call_column(void *args)
{
    const struct out_args *a = args;
    judge_call(OP_COLUMN, *a);
    for (int i = 0; i < 32; i++)
        judge_expect(judge_got(a->out)[i] == i, "number %d is %d", i,
                     judge_got(a->out)[i]);
}

/* On a GPU, which also has to have a clock. */
START_TEST(right_answer)
{
    judge_title("an answer that is known");
    int *out = judge_out(32 * sizeof *out);
    cuda_beside_copy("a column", call_column, &(struct out_args){out}, 256);
}
END_TEST

/* The mistakes that tools of compute-sanitizer have to find. */
static void plant(unsigned op)
{
    judge_title("a planted mistake");
    int *out = judge_out(64 * sizeof *out);
    judge_call(op, (struct out_args){out});
}

START_TEST(planted_outside)
{
    plant(OP_OUTSIDE);
}
END_TEST

START_TEST(planted_unset)
{
    plant(OP_UNSET);
}
END_TEST

START_TEST(planted_apart)
{
    plant(OP_APART);
}
END_TEST

Suite *exercise_suite(void)
{
    Suite *suite = suite_create("canary");
    tcase_add_test(judge_tcase(suite, "kernels", "kernels"), planted_race);
    tcase_add_test(judge_tcase(suite, "count", "count"), known_figures);
    tcase_add_test(judge_tcase(suite, "right", "right"), right_answer);
    tcase_add_test(judge_tcase(suite, "outside", "outside"), planted_outside);
    tcase_add_test(judge_tcase(suite, "unset", "unset"), planted_unset);
    tcase_add_test(judge_tcase(suite, "apart", "apart"), planted_apart);
    return suite;
}

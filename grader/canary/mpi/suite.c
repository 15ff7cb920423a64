/* suite.c - runs the planted deadlock; what the layer says is what counts. */
#include "mpi/ranks.h"

static void check_nothing(void *data)
{
    (void)data;
}

START_TEST(planted_deadlock)
{
    judge_title("the planted deadlock");
    ranks_begin(2);
    unsigned call = ranks_call(0, (char){0});
    for (unsigned r = 0; r < 2; r++)
        ranks_out(call, r, sizeof(int));
    ranks_run("two ranks wait for each other", check_nothing, NULL);
}
END_TEST

Suite *exercise_suite(void)
{
    Suite *suite = suite_create("canary");
    tcase_add_test(judge_tcase(suite, "ranks", "ranks"), planted_deadlock);
    return suite;
}

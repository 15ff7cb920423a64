/* suite.c - runs the planted mistakes; what the detectors say is what counts.
 */
#include "judge.h"

START_TEST(planted_race)
{
    judge_title("the planted race");
    judge_call(0, (char){0});
}
END_TEST

static void check_total(void *total)
{
    judge_expect(*judge_got((int *)total) == 2, "1 + 1 is not %d",
                 *judge_got((int *)total));
}

START_TEST(planted_order)
{
    judge_title("the planted mistake");
    int *total = judge_out(sizeof *total);
    judge_before(1, (int *){total});
    judge_explore("two threads add", check_total, total);
}
END_TEST

Suite *exercise_suite(void)
{
    Suite *suite = suite_create("canary");
    tcase_add_test(judge_tcase(suite, "race", "race"), planted_race);
    tcase_add_test(judge_tcase(suite, "explore", "explore"), planted_order);
    return suite;
}

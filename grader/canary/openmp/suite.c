/* suite.c - runs both programs; the detector's log is what counts. */
#include "judge.h"

START_TEST(planted_race)
{
    judge_title("the planted race");
    judge_call(0, (char){0});
}
END_TEST

START_TEST(clean)
{
    judge_title("a clean program");
    judge_call(1, (char){0});
}
END_TEST

Suite *exercise_suite(void)
{
    Suite *suite = suite_create("canary");
    tcase_add_test(judge_tcase(suite, "race", "race"), planted_race);
    tcase_add_test(judge_tcase(suite, "clean", "clean"), clean);
    return suite;
}

/* The string form of schedules. */
#include <check.h>
#include <stdlib.h>

#include "schedule.h"

static struct schedule schedule;

static void setup(void)
{
    schedule_init(&schedule);
}

static void teardown(void)
{
    schedule_clear(&schedule);
}

static void round_trip(const char *text)
{
    const char *error = "";
    ck_assert_msg(schedule_parse(&schedule, text, &error), "%s: %s", text,
                  error);
    char *again = schedule_format(&schedule);
    ck_assert_str_eq(again, text);
    free(again);
}

START_TEST(strings_survive_a_round_trip)
{
    round_trip("/0");
    round_trip("/40");
    round_trip("12:2/40");
    round_trip("12:2,15:1/40");
    round_trip("1:0,2:1,3:0,4294967295:4294967295/4294967295");
    ck_assert_uint_eq(schedule.count, 4);
    ck_assert_uint_eq(schedule.turns[1].step, 2);
    ck_assert_uint_eq(schedule.turns[1].option, 1);
}
END_TEST

START_TEST(many_turns_survive)
{
    for (uint32_t step = 1; step <= 5000; step++)
        schedule_add(&schedule, step, step % 7);
    schedule.steps = 6000;
    char *text = schedule_format(&schedule);
    struct schedule copy;
    const char *error;
    schedule_init(&copy);
    ck_assert(schedule_parse(&copy, text, &error));
    ck_assert_uint_eq(copy.count, 5000);
    ck_assert_uint_eq(copy.turns[4999].option, 5000 % 7);
    ck_assert_uint_eq(copy.steps, 6000);
    schedule_clear(&copy);
    free(text);
}
END_TEST

static const char *const wrong[] = {
    "",
    "12",
    "12:2",
    "12:2,",
    "12:2/",
    "12:/40",
    ":2/40",
    "a:2/40",
    "12:2/40x",
    "12:2//40",
    "12:2,/40",
    "5:1,5:2/9",
    "5:1,4:2/9",
    "0:1/9",
    "-1:2/9",
    "12:2 /40",
    "4294967296:1/9",
    "1:1/99999999999",
    "12;2/40",
};

START_TEST(wrong_strings_are_rejected_with_a_reason)
{
    const char *error = NULL;
    ck_assert_msg(!schedule_parse(&schedule, wrong[_i], &error), "%s",
                  wrong[_i]);
    ck_assert_ptr_nonnull(error);
    ck_assert_uint_gt(strlen(error), 10);
}
END_TEST

START_TEST(a_copy_is_independent)
{
    struct schedule copy;
    schedule_init(&copy);
    schedule_add(&schedule, 3, 1);
    schedule.steps = 9;
    schedule_copy(&copy, &schedule);
    schedule_restart(&schedule);
    ck_assert_uint_eq(schedule.count, 0);
    ck_assert_uint_eq(copy.count, 1);
    ck_assert_uint_eq(copy.turns[0].step, 3);
    ck_assert_uint_eq(copy.steps, 9);
    schedule_clear(&copy);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("schedule");
    TCase *tests = tcase_create("schedule");
    tcase_set_timeout(tests, 120);
    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_add_test(tests, strings_survive_a_round_trip);
    tcase_add_test(tests, many_turns_survive);
    tcase_add_loop_test(tests, wrong_strings_are_rejected_with_a_reason, 0,
                        sizeof wrong / sizeof *wrong);
    tcase_add_test(tests, a_copy_is_independent);
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed != 0;
}

/* plan.c - tests of grader/plan.c */
#include "../../grader/plan.h"
#include "../unit.h"

static const struct exercise exercise = {
    .tool = TOOL_TSAN,
    .checks = {{"speed", "", CHECK_SPEED, 3, 4, 2.0, 0},
               {"race", "", CHECK_RACE, 4},
               {"correct", "", CHECK_CORRECT, 3}},
    .nchecks = 3,
};

static void check_step(const struct plan *p, size_t i, size_t check,
                       enum flavour flavour, bool last)
{
    ck_assert_uint_lt(i, p->count);
    ck_assert_uint_eq(p->steps[i].check, check);
    ck_assert_int_eq(p->steps[i].flavour, flavour);
    ck_assert_int_eq(p->steps[i].last, last);
    ck_assert_str_ne(p->steps[i].why, "");
}

START_TEST(every_check_has_its_run)
{
    struct plan p = plan_make(&exercise, 0, false);
    ck_assert_uint_eq(p.count, 3);
    ck_assert_int_eq(p.tools, TOOL_TSAN);
    check_step(&p, 0, 0, FLAVOUR_PLAIN, true);
    check_step(&p, 1, 1, FLAVOUR_TSAN, false);
    check_step(&p, 2, 2, FLAVOUR_PLAIN, false);
    ck_assert(p.worker[FLAVOUR_PLAIN] && p.worker[FLAVOUR_TSAN]);
    ck_assert(!p.worker[FLAVOUR_HELGRIND]);
    ck_assert(p.serial && !p.reference);
}
END_TEST

START_TEST(tools_can_be_chosen)
{
    struct plan p = plan_make(&exercise, TOOL_BOTH, false);
    ck_assert_uint_eq(p.count, 4);
    check_step(&p, 1, 1, FLAVOUR_TSAN, false);
    check_step(&p, 2, 1, FLAVOUR_HELGRIND, false);
    ck_assert(p.worker[FLAVOUR_TSAN] && p.worker[FLAVOUR_HELGRIND]);
    p = plan_make(&exercise, TOOL_HELGRIND, false);
    ck_assert_uint_eq(p.count, 3);
    check_step(&p, 1, 1, FLAVOUR_HELGRIND, false);
    ck_assert(!p.worker[FLAVOUR_TSAN] && p.worker[FLAVOUR_HELGRIND]);
}
END_TEST

/* Others' code also as it is, without a detector and with optimisation. */
START_TEST(others_are_compared)
{
    struct plan p = plan_make(&exercise, 0, true);
    ck_assert_uint_eq(p.count, 5);
    check_step(&p, 1, 1, FLAVOUR_TSAN, false);
    check_step(&p, 2, 1, FLAVOUR_ALONE, false);
    check_step(&p, 3, 1, FLAVOUR_TSAN_FAST, false);
    struct exercise e = exercise;
    e.openmp = true;
    e.tool = TOOL_ARCHER;
    p = plan_make(&e, 0, true);
    ck_assert_uint_eq(p.count, 4);
    check_step(&p, 2, 1, FLAVOUR_ARCHER_FAST, false);
}
END_TEST

START_TEST(openmp_is_judged_by_archer_whatever_is_chosen)
{
    const enum tool tools[] = {0, TOOL_TSAN, TOOL_HELGRIND, TOOL_BOTH};
    struct exercise e = exercise;
    e.openmp = true;
    e.tool = TOOL_ARCHER;
    for (size_t i = 0; i < sizeof tools / sizeof *tools; i++) {
        struct plan p = plan_make(&e, tools[i], false);
        ck_assert_int_eq(p.tools, TOOL_ARCHER);
        check_step(&p, 1, 1, FLAVOUR_ARCHER, false);
        ck_assert(!p.worker[FLAVOUR_TSAN] && !p.worker[FLAVOUR_HELGRIND]);
    }
}
END_TEST

START_TEST(only_the_clock_needs_our_solution)
{
    struct exercise e = exercise;
    e.checks[0].wall = 1.2;
    ck_assert(plan_make(&e, 0, false).reference);
    e.nchecks = 0;
    struct plan p = plan_make(&e, 0, false);
    ck_assert(p.count == 0 && !p.serial && !p.reference);
    ck_assert(p.worker[FLAVOUR_PLAIN]);
}
END_TEST

START_TEST(the_largest_exercise_fits)
{
    struct exercise e = {.tool = TOOL_BOTH, .nchecks = EXERCISE_CHECKS};
    for (size_t i = 0; i < EXERCISE_CHECKS; i++)
        e.checks[i].kind = CHECK_RACE;
    ck_assert_uint_eq(plan_make(&e, 0, true).count, PLAN_STEPS);
}
END_TEST

Suite *plan_suite(void)
{
    Suite *suite = suite_create("plan");
    TCase *tests = tcase_create("all");
    tcase_add_test(tests, every_check_has_its_run);
    tcase_add_test(tests, tools_can_be_chosen);
    tcase_add_test(tests, others_are_compared);
    tcase_add_test(tests, openmp_is_judged_by_archer_whatever_is_chosen);
    tcase_add_test(tests, only_the_clock_needs_our_solution);
    tcase_add_test(tests, the_largest_exercise_fits);
    suite_add_tcase(suite, tests);
    return suite;
}

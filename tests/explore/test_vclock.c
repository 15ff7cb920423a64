/* Vector clocks and strands. */
#include <check.h>

#include "region.h"
#include "strand.h"
#include "vclock.h"

static void setup(void)
{
    region_reset();
    strand_reset();
}

START_TEST(missing_components_are_zero)
{
    struct vclock clock = {0};
    ck_assert_uint_eq(vclock_get(&clock, 0), 0);
    vclock_set(&clock, 5, 3);
    ck_assert_uint_eq(vclock_get(&clock, 4), 0);
    ck_assert_uint_eq(vclock_get(&clock, 5), 3);
    ck_assert_uint_eq(vclock_get(&clock, 6), 0);
}
END_TEST

START_TEST(join_takes_the_greater)
{
    struct vclock a = {0}, b = {0};
    vclock_set(&a, 0, 4);
    vclock_set(&a, 1, 1);
    vclock_set(&b, 1, 2);
    vclock_set(&b, 20, 7);
    vclock_join(&a, &b);
    ck_assert_uint_eq(vclock_get(&a, 0), 4);
    ck_assert_uint_eq(vclock_get(&a, 1), 2);
    ck_assert_uint_eq(vclock_get(&a, 20), 7);
    ck_assert_uint_eq(vclock_get(&b, 0), 0);
}
END_TEST

START_TEST(copy_and_clear_forget)
{
    struct vclock a = {0}, b = {0};
    vclock_set(&a, 9, 9);
    vclock_set(&b, 1, 1);
    vclock_copy(&a, &b);
    ck_assert_uint_eq(vclock_get(&a, 9), 0);
    ck_assert_uint_eq(vclock_get(&a, 1), 1);
    vclock_clear(&a);
    ck_assert_uint_eq(vclock_get(&a, 1), 0);
    vclock_set(&a, 2, 5);
    ck_assert_uint_eq(vclock_get(&a, 1), 0);
}
END_TEST

START_TEST(a_child_knows_its_parent_but_not_the_reverse)
{
    struct strand *parent = strand_new(NULL);
    uint32_t before = strand_time(parent);
    struct strand *child = strand_new(parent);
    ck_assert_uint_ge(vclock_get(&child->now, parent->id), before);
    ck_assert_uint_lt(vclock_get(&child->now, parent->id), strand_time(parent));
    ck_assert_uint_eq(vclock_get(&parent->now, child->id), 0);
}
END_TEST

START_TEST(release_and_acquire_order)
{
    struct strand *a = strand_new(NULL), *b = strand_new(NULL);
    struct vclock lock = {0};
    uint32_t before = strand_time(a);
    strand_release(a, &lock);
    ck_assert_uint_gt(strand_time(a), before);
    strand_acquire(b, &lock);
    ck_assert_uint_eq(vclock_get(&b->now, a->id), before);
}
END_TEST

START_TEST(a_store_replaces_what_was_released)
{
    struct strand *a = strand_new(NULL), *b = strand_new(NULL);
    struct vclock flag = {0};
    strand_release_store(a, &flag);
    strand_release_store(b, &flag);
    ck_assert_uint_eq(vclock_get(&flag, a->id), 0);
    strand_release(a, &flag);
    ck_assert_uint_gt(vclock_get(&flag, a->id), 0);
    ck_assert_uint_gt(vclock_get(&flag, b->id), 0);
}
END_TEST

START_TEST(an_acquire_fence_takes_what_relaxed_loads_saw)
{
    struct strand *a = strand_new(NULL), *b = strand_new(NULL);
    uint32_t before = strand_time(a);
    strand_fence_release(a);
    ck_assert(a->fenced);
    vclock_join(&b->to_acquire, &a->to_release);
    ck_assert_uint_eq(vclock_get(&b->now, a->id), 0);
    strand_fence_acquire(b);
    ck_assert_uint_eq(vclock_get(&b->now, a->id), before);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("vclock");
    TCase *tests = tcase_create("vclock");
    tcase_set_timeout(tests, 120);
    tcase_add_checked_fixture(tests, setup, NULL);
    tcase_add_test(tests, missing_components_are_zero);
    tcase_add_test(tests, join_takes_the_greater);
    tcase_add_test(tests, copy_and_clear_forget);
    tcase_add_test(tests, a_child_knows_its_parent_but_not_the_reverse);
    tcase_add_test(tests, release_and_acquire_order);
    tcase_add_test(tests, a_store_replaces_what_was_released);
    tcase_add_test(tests, an_acquire_fence_takes_what_relaxed_loads_saw);
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed != 0;
}

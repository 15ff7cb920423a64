/* Races by happens-before. */
#include <check.h>

#include "region.h"
#include "shadow.h"
#include "strand.h"

static struct strand *a, *b;
static struct shadow_race race;

static void setup(void)
{
    region_reset();
    strand_reset();
    shadow_reset();
    a = strand_new(NULL);
    b = strand_new(NULL);
}

static bool touch(struct strand *strand, uintptr_t address, size_t size,
                  enum access_kind access)
{
    return shadow_access(strand, address, size, access, 100 + strand->id,
                         &race);
}

static void pass(struct strand *from, struct strand *to)
{
    struct vclock lock = {0};
    strand_release(from, &lock);
    strand_acquire(to, &lock);
}

/* Does an access of kind [0] by a race with one of kind [1] by b? */
static const bool races[4][4] = {
    [ACCESS_READ] = {false, true, false, true},
    [ACCESS_WRITE] = {true, true, true, true},
    [ACCESS_ATOMIC_READ] = {false, true, false, false},
    [ACCESS_ATOMIC_WRITE] = {true, true, false, false},
};

START_TEST(kinds_that_conflict)
{
    unsigned first = (unsigned)_i / 4, second = (unsigned)_i % 4;
    ck_assert(!touch(a, 0x1000, 4, first));
    ck_assert_int_eq(touch(b, 0x1000, 4, second), races[first][second]);
    if (races[first][second]) {
        ck_assert_uint_eq(race.strand, a->id);
        ck_assert_uint_eq(race.pc, 100 + a->id);
        ck_assert_uint_eq(race.access, first);
        ck_assert_uint_eq(race.address, 0x1000);
        ck_assert_uint_eq(race.size, 4);
    }
}
END_TEST

START_TEST(what_is_ordered_does_not_race)
{
    touch(a, 0x1000, 4, ACCESS_WRITE);
    pass(a, b);
    ck_assert(!touch(b, 0x1000, 4, ACCESS_WRITE));
    ck_assert(touch(a, 0x1000, 4, ACCESS_READ));
}
END_TEST

START_TEST(only_common_bytes_race)
{
    touch(a, 0x1001, 1, ACCESS_WRITE);
    ck_assert(!touch(b, 0x1002, 1, ACCESS_WRITE));
    ck_assert(!touch(b, 0x1000, 1, ACCESS_WRITE));
    ck_assert(touch(b, 0x0ffd, 8, ACCESS_READ));
    ck_assert_uint_eq(race.address, 0x1001);
    ck_assert_uint_eq(race.size, 1);
}
END_TEST

START_TEST(a_later_read_does_not_hide_an_earlier_write)
{
    touch(a, 0x1000, 4, ACCESS_WRITE);
    pass(a, strand_new(NULL)); /* the read is at a later time */
    touch(a, 0x1000, 4, ACCESS_READ);
    ck_assert(touch(b, 0x1000, 4, ACCESS_READ));
}
END_TEST

START_TEST(every_reader_is_remembered)
{
    struct strand *readers[20];
    for (int i = 0; i < 20; i++) {
        readers[i] = strand_new(NULL);
        ck_assert(!touch(readers[i], 0x1000, 8, ACCESS_READ));
    }
    for (int i = 1; i < 20; i++)
        pass(readers[i], a);
    ck_assert(touch(a, 0x1000, 8, ACCESS_WRITE));
    ck_assert_uint_eq(race.strand, readers[0]->id);
}
END_TEST

START_TEST(forgotten_memory_begins_anew)
{
    touch(a, 0x1000, 16, ACCESS_WRITE);
    shadow_forget(0x1000, 8);
    ck_assert(!touch(b, 0x1000, 8, ACCESS_WRITE));
    ck_assert(touch(b, 0x1008, 8, ACCESS_WRITE));
    shadow_reset();
    ck_assert(!touch(b, 0x1008, 8, ACCESS_WRITE));
}
END_TEST

START_TEST(the_table_grows)
{
    for (uintptr_t i = 0; i < 50000; i++)
        ck_assert(!touch(a, 0x10000 + 8 * i, 8, ACCESS_WRITE));
    for (uintptr_t i = 0; i < 50000; i += 4999)
        ck_assert(touch(b, 0x10000 + 8 * i, 1, ACCESS_READ));
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("shadow");
    TCase *tests = tcase_create("shadow");
    tcase_set_timeout(tests, 120);
    tcase_add_checked_fixture(tests, setup, NULL);
    tcase_add_loop_test(tests, kinds_that_conflict, 0, 16);
    tcase_add_test(tests, what_is_ordered_does_not_race);
    tcase_add_test(tests, only_common_bytes_race);
    tcase_add_test(tests, a_later_read_does_not_hide_an_earlier_write);
    tcase_add_test(tests, every_reader_is_remembered);
    tcase_add_test(tests, forgotten_memory_begins_anew);
    tcase_add_test(tests, the_table_grows);
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed != 0;
}

/* patch.c - tests of grader/judge/patch.c: changed lines, counted. */
#include <stdlib.h>
#include <string.h>

#include "../../grader/files.h"
#include "../../grader/judge/patch.h"
#include "../unit.h"

static const char original[] = "int top;\n"
                               "/* --- one --- */\n"
                               "first();\n"
                               "second();\n"
                               "/* --- two --- */\n"
                               "third(1, 2);\n";

static unsigned seen;
static size_t longest;

static void count(void *data, unsigned section, unsigned number,
                  const char *line, size_t length)
{
    (void)data, (void)section, (void)number, (void)line;
    longest = length > longest ? length : longest;
    seen++;
}

/* Changed lines of the three sections, as a number of three digits. */
static int changed(const char *text)
{
    struct patch p;
    seen = 0;
    longest = 0;
    if (patch_compare(original, text, &p, count, NULL) != NULL)
        return -1;
    return (int)(100 * p.changed[0] + 10 * p.changed[1] + p.changed[2]);
}

START_TEST(what_does_not_count)
{
    ck_assert_int_eq(changed(original), 0);
    ck_assert_int_eq(changed("/* of two\n * lines */\nint top;\n\n"
                             "/* --- one --- */\n\tfirst( );\n// remark\n"
                             "second();\n/* --- two --- */\n"
                             "third(1,2);\n/* the end */"),
                     0);
    ck_assert_uint_eq(seen, 0);
}
END_TEST

START_TEST(what_counts)
{
    ck_assert_int_eq(changed("int top;\n/* --- one --- */\nsecond();\n"
                             "/* --- two --- */\nthird(2, 1);\n"),
                     11);
    ck_assert_uint_eq(seen, 1);
    ck_assert_int_eq(changed("int top;\n/* --- one --- */\nfirst();\nx();\n"
                             "y(); /* said */\nsecond();\n/* --- two --- */\n"
                             "third(1, 2);\n"),
                     20);
    /* a remark in front does not hide what follows it */
    ck_assert_int_eq(changed("int top;\n/* a */ int other;\n/* --- one --- */\n"
                             "first();\nsecond();\n/* --- two --- */\n"
                             "/* a\n*/ z();\nthird(1, 2);\n"),
                     101);
}
END_TEST

/* Nor are a byte order mark and carriage returns; these are no columns. */
START_TEST(lines_of_windows)
{
    ck_assert_int_eq(
        changed("\357\273\277int top;\r\n/* --- one --- */\r\n"
                "first();\r\nsecond();\r\nx();\r\n\r\n/* --- two --- */\r\n"
                "third(1, 2);\r\n"),
        10);
    ck_assert_uint_eq(longest, strlen("x();"));
}
END_TEST

START_TEST(sections_stay)
{
    ck_assert_int_eq(changed("int top;\nfirst();\nsecond();\nthird(1, 2);\n"),
                     -1);
    ck_assert_int_eq(changed("int top;\n/* --- one --- */\n/* --- new --- */\n"
                             "first();\nsecond();\n/* --- two --- */\n"
                             "third(1, 2);\n"),
                     -1);
}
END_TEST

START_TEST(lines_are_found)
{
    ck_assert_uint_eq(patch_find(original, 1, "  second( );", 4), 4);
    ck_assert_uint_eq(patch_find(original, 2, "second();", 4), 0);
    ck_assert_uint_eq(patch_find(original, 2, "", 4), 0);
}
END_TEST

/* These suites hold a copy of the skeleton. */
static const struct {
    const char *suite, *skeleton;
} copies[] = {
    {"tests/episodes/mpi/sick.c", "episodes/mpi/sick/sick.c"},
    {"tests/episodes/measure/slower.c", "episodes/measure/slower/slower.c"},
};

START_TEST(the_copy_is_the_skeleton)
{
    struct text suite, skeleton;
    text_init(&suite);
    text_init(&skeleton);
    ck_assert_ptr_null(files_read(copies[_i].suite, &suite));
    ck_assert_ptr_null(files_read(copies[_i].skeleton, &skeleton));
    const char *copy = strstr(suite.bytes, "R\"original(");
    ck_assert_ptr_nonnull(copy);
    copy += strlen("R\"original(");
    ck_assert(strncmp(copy, skeleton.bytes, skeleton.length) == 0);
    ck_assert(strncmp(copy + skeleton.length, ")original\"", 10) == 0);
    text_clear(&suite);
    text_clear(&skeleton);
}
END_TEST

Suite *patch_suite(void)
{
    Suite *suite = suite_create("patch");
    TCase *tests = tcase_create("patch");
    tcase_add_test(tests, what_does_not_count);
    tcase_add_test(tests, what_counts);
    tcase_add_test(tests, lines_of_windows);
    tcase_add_test(tests, sections_stay);
    tcase_add_test(tests, lines_are_found);
    tcase_add_loop_test(tests, the_copy_is_the_skeleton, 0,
                        sizeof copies / sizeof *copies);
    suite_add_tcase(suite, tests);
    return suite;
}

/* prediction.c - tests of predictions: what is read, what is refused, seals. */
#include <stdio.h>
#include <string.h>

#include "../../grader/prediction.h"
#include "../unit.h"

static struct prediction p;

/* The text with a commit of its numbers. */
static const char *sealed(const char *text, unsigned commit)
{
    static char all[400];
    ck_assert_ptr_null(prediction_read(text, &p));
    snprintf(all, sizeof all, "%scommit %u %016llx\n", text, commit,
             (unsigned long long)prediction_seal(&p, commit));
    return all;
}

static void refused(const char *text, const char *part)
{
    const char *wrong = prediction_read(text, &p);
    ck_assert_ptr_nonnull(wrong);
    ck_assert_msg(strstr(wrong, part) != NULL, "no \"%s\" in: %s", part, wrong);
}

START_TEST(numbers_are_read)
{
    ck_assert_ptr_null(
        prediction_read("# nine\n\n sleep by  threads\t8\ncpu 1e-1\n", &p));
    ck_assert_uint_eq(p.count, 2);
    ck_assert_str_eq(p.line[0].name, "sleep by threads");
    ck_assert(p.line[0].value == 8 && p.line[1].value == 0.1);
    ck_assert_uint_eq(p.commit, 0);
    ck_assert(!p.sealed);
}
END_TEST

START_TEST(what_is_no_prediction)
{
    char many[1000] = "";
    for (int i = 0; i < 40; i++)
        strcat(many, "cell 1\n");
    refused("", "nothing");
    refused("\n# only a comment\n", "nothing");
    refused("cpu 1\nsleep eight\n", "line 2: this is not a number: \"eight\"");
    refused("cpu 1x\n", "not a number");
    refused("cpu 0\n", "above 0");
    refused("cpu -3\n", "above 0");
    refused("cpu nan\n", "above 0");
    refused("cpu inf\n", "above 0");
    refused("cpu\n", "a name, a blank and a number");
    refused(many, "line 33: too many lines");
    refused("cpu 1\ncommit 1\n", "make commit writes this line");
    refused("cpu 1\ncommit 0 0000000000000000\n", "make commit");
    refused("cpu 1\ncommit 1 0000000000000000 x\n", "make commit");
}
END_TEST

START_TEST(a_commit_is_of_these_numbers)
{
    char text[400];
    snprintf(text, sizeof text, "%s", sealed("cpu 1\nsleep 8\n", 1));
    ck_assert_ptr_null(prediction_read(text, &p));
    ck_assert_uint_eq(p.commit, 1);
    ck_assert(p.sealed);
    refused(strcat(text, "native 4\n"), "nothing may come after");
    *strchr(text, '8') = '9';
    *strstr(text, "native") = '\0';
    ck_assert_ptr_null(prediction_read(text, &p));
    ck_assert_uint_eq(p.commit, 1);
    ck_assert(!p.sealed);
}
END_TEST

START_TEST(the_count_belongs_to_the_seal)
{
    char text[400];
    snprintf(text, sizeof text, "%s", sealed("cpu 1\n", 2));
    ck_assert_ptr_null(prediction_read(text, &p));
    ck_assert_uint_eq(p.commit, 2);
    ck_assert(p.sealed);
    strstr(text, "commit 2 ")[7] = '1';
    ck_assert_ptr_null(prediction_read(text, &p));
    ck_assert(!p.sealed);
}
END_TEST

Suite *prediction_suite(void)
{
    Suite *suite = suite_create("prediction");
    TCase *tests = tcase_create("all");
    tcase_add_test(tests, numbers_are_read);
    tcase_add_test(tests, what_is_no_prediction);
    tcase_add_test(tests, a_commit_is_of_these_numbers);
    tcase_add_test(tests, the_count_belongs_to_the_seal);
    suite_add_tcase(suite, tests);
    return suite;
}

/* interleaving.c - tests of the schedule that went wrong, as data and table */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "../../grader/interleaving.h"
#include "../../grader/text.h"
#include "../../grader/utf8.h"
#include "../unit.h"

static struct interleaving *read(const char *steps, int mark)
{
    char *text =
        text_format("{\"title\": \"data race\", \"text\": \"a\\nb\\n\","
                    "\"schedule\": \"6:2/10\", \"preemptions\": 1,"
                    "\"fewest\": true, \"count\": 7, \"mark\": %d,"
                    "\"steps\": [%s]}",
                    mark, steps);
    json_t *json = json_loads(text, 0, NULL);
    ck_assert_ptr_nonnull(json);
    struct interleaving *i = interleaving_read(json);
    json_decref(json);
    free(text);
    return i;
}

static char *table(const char *steps, int mark)
{
    struct interleaving *i = read(steps, mark);
    struct text t;
    text_init(&t);
    interleaving_table(i, "q.c", 72, &t);
    interleaving_free(i);
    return t.bytes;
}

#define STEP(n, thread, file, line, source, what, fatal)                     \
    "{\"step\": " #n ", \"thread\": " #thread ", \"file\": \"" file          \
    "\", \"line\": " #line ", \"source\": \"" source "\", \"what\": \"" what \
    "\", \"fatal\": " #fatal "}"

static const char two_threads[] = STEP(0, 0, "q.c", 3, "q = new();", "q := 1", false) "," STEP(
    1, 1, "play.c", 9, "x", "push()",
    false) "," STEP(2, 1, "driver.c", 5, "*a->n = 1;", "n := 1",
                    false) "," STEP(3, 1, "q.c", 12, "pthread_mutex_lock(&l);",
                                    "locks l",
                                    false) "," STEP(4, 2, "q.c", 20,
                                                    "if (n == 0)", "n is 0",
                                                    true) "," STEP(5, 1, "q.c",
                                                                   13, "n++;",
                                                                   "n is 0",
                                                                   false) "," STEP(6,
                                                                                   1,
                                                                                   "q.c",
                                                                                   13,
                                                                                   "n++;",
                                                                                   "n := 1",
                                                                                   true);

START_TEST(reads_a_finding)
{
    struct interleaving *i = read(two_threads, 1);
    ck_assert_str_eq(i->title, "data race");
    ck_assert_str_eq(i->schedule, "6:2/10");
    ck_assert(i->preemptions == 1 && i->fewest && i->count == 7);
    ck_assert_uint_eq(i->nsteps, 7);
    ck_assert_uint_eq(i->shown, 7);
    ck_assert(i->steps[1].call && !i->steps[2].call);
    ck_assert(!i->steps[4].fatal && i->steps[6].fatal);
    ck_assert_uint_eq(interleaving_line(i, "q.c"), 13);
    ck_assert_uint_eq(interleaving_line(i, "driver.c"), 0);
    interleaving_free(i);
    interleaving_free(NULL);
}
END_TEST

START_TEST(ends_at_the_mark_that_is_wanted)
{
    struct interleaving *i = read(two_threads, 0);
    ck_assert_uint_eq(i->shown, 5);
    ck_assert(i->steps[4].fatal);
    ck_assert_uint_eq(interleaving_line(i, "q.c"), 20);
    interleaving_free(i);
    i = read(two_threads, 9); /* there are only two */
    ck_assert(i->shown == 7 && i->steps[6].fatal);
    interleaving_free(i);
}
END_TEST

START_TEST(threads_stand_side_by_side)
{
    char *t = table(two_threads, 1);
    ck_assert_str_eq(t, "  step thread 1                        thread 2\n"
                        "     1 push()\n"
                        "     3 12 locks l\n"
                        "     4                                 20 if (n == 0)"
                        "\n"
                        "                                        n is 0\n"
                        ">    5 13 n++;\n"
                        "        n is 0\n"
                        "        n := 1\n");
    free(t);
}
END_TEST

START_TEST(nothing_of_the_file_is_no_table)
{
    char *t = table(STEP(2, 1, "driver.c", 5, "", "n := 1", false), 0);
    ck_assert_str_eq(t, "");
    free(t);
    t = table("", 0);
    ck_assert_str_eq(t, "");
    free(t);
}
END_TEST

START_TEST(what_goes_wrong_in_code_of_ours_is_shown)
{
    char *t = table(STEP(2, 1, "q.c", 5, "*a = 1;", "*a := 1", false) "," STEP(
                        3, 2, "driver.c", 5, "use(a);", "a[0] is 0", true),
                    0);
    ck_assert_str_eq(t, "  step thread 1                        thread 2\n"
                        "     2 5 *a = 1;\n"
                        "        *a := 1\n"
                        ">    3                                 a[0] is 0\n");
    free(t);
}
END_TEST

START_TEST(a_result_has_no_address)
{
    char *t = table(STEP(3, 0, "driver.c", 9, "*a->n = n;",
                         "writes address 0x300010", true),
                    0);
    ck_assert_ptr_nonnull(strstr(t, "gives its result"));
    ck_assert_ptr_null(strstr(t, "0x3"));
    free(t);
}
END_TEST

START_TEST(what_is_read_again_is_said_once)
{
#define AT(n, what) STEP(n, 1, "q.c", 5, "go(n, m);", what, false)
    char *t = table(AT(1, "n is 0") "," AT(2, "m is 1") "," AT(
                        3, "n is 0") "," AT(4, "n := 0") "," AT(5, "n is 0"),
                    0);
    ck_assert_str_eq(t, "  step thread 1\n"
                        "     1 5 go(n, m);\n"
                        "        n is 0\n"
                        "        m is 1\n"
                        "        n := 0\n"
                        "        n is 0\n");
    free(t);
}
END_TEST

START_TEST(of_a_long_schedule_the_end_gives_way)
{
    struct text steps;
    text_init(&steps);
    for (int s = 0; s < 50; s++)
        text_addf(&steps,
                  "%s{\"step\": %d, \"thread\": %d, \"file\": \"q.c\","
                  "\"line\": %d, \"source\": \"x\", \"what\": \"locks l\","
                  "\"fatal\": %s}",
                  s == 0 ? "" : ",", s, s < 20 ? 1 + s % 2 : 0, s,
                  s == 49 ? "true" : "false");
    char *t = table(steps.bytes, 0);
    ck_assert_ptr_nonnull(strstr(t, "    19 "));
    ck_assert_ptr_null(strstr(t, "    20 "));
    ck_assert_ptr_nonnull(strstr(t, ">   49 "));
    ck_assert_ptr_null(strstr(t, "left out"));
    free(t);
    text_clear(&steps);
}
END_TEST

START_TEST(many_threads_share_a_column)
{
    struct text steps;
    text_init(&steps);
    for (int thread = 1; thread <= 6; thread++)
        text_addf(&steps,
                  "%s{\"step\": %d, \"thread\": %d, \"file\": \"q.c\","
                  "\"line\": 7, \"source\": \"x\", \"what\": \"locks l\"}",
                  thread == 1 ? "" : ",", thread, thread);
    char *t = table(steps.bytes, 0);
    ck_assert_ptr_nonnull(strstr(t, "     6 thread 6: 7 locks l\n"));
    free(t);
    text_clear(&steps);
}
END_TEST

START_TEST(no_line_is_too_wide)
{
    struct text steps;
    text_init(&steps);
    for (int s = 0; s < 300; s++)
        text_addf(&steps,
                  "%s{\"step\": %d, \"thread\": %d, \"file\": \"q.c\","
                  "\"line\": %d, \"source\": \"%0100d\\u001b[31m\","
                  "\"what\": \"a very long name->\\u00fcber is %0100d\"}",
                  s == 0 ? "" : ",", s, 1 + s % 3, s, s, s);
    char *t = table(steps.bytes, 0);
    ck_assert_ptr_null(strchr(t, '\033'));
    ck_assert_ptr_nonnull(strstr(t, "262 rows left out"));
    for (const char *at = t; *at != '\0'; at += strcspn(at, "\n") + 1)
        ck_assert_uint_le(utf8_columns(at, strcspn(at, "\n")), 72);
    free(t);
    text_clear(&steps);
}
END_TEST

Suite *interleaving_suite(void)
{
    Suite *suite = suite_create("interleaving");
    TCase *tests = tcase_create("all");
    tcase_add_test(tests, what_goes_wrong_in_code_of_ours_is_shown);
    tcase_add_test(tests, a_result_has_no_address);
    tcase_add_test(tests, reads_a_finding);
    tcase_add_test(tests, ends_at_the_mark_that_is_wanted);
    tcase_add_test(tests, threads_stand_side_by_side);
    tcase_add_test(tests, nothing_of_the_file_is_no_table);
    tcase_add_test(tests, what_is_read_again_is_said_once);
    tcase_add_test(tests, of_a_long_schedule_the_end_gives_way);
    tcase_add_test(tests, many_threads_share_a_column);
    tcase_add_test(tests, no_line_is_too_wide);
    suite_add_tcase(suite, tests);
    return suite;
}

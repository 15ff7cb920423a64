/* export.c - tests of grader/export*.c and grader/markup.c. */
#include <expat.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "../../grader/export.h"
#include "../../grader/markup.h"
#include "../unit.h"

static json_t *results;
static struct text out;

static void set_up(void)
{
    results = json_array();
    text_init(&out);
}

static void tear_down(void)
{
    json_decref(results);
    text_clear(&out);
}

static json_t *part(const char *id, const char *verdict, double points,
                    double max, const char *message)
{
    return json_pack("{ss, ss, ss, ss, sf, sf, ss, ss, ss}", "id", id, "title",
                     "a title", "verdict", verdict, "cause",
                     strcmp(verdict, "pass") == 0 ? "none" : "race", "points",
                     points, "max", max, "first_cause",
                     strcmp(verdict, "fail") == 0 ? "counter.c:20" : "",
                     "message", message, "evidence", "");
}

/* An exercise whose build went well. Takes over the parts; b may be NULL. */
static void add(const char *exercise, const char *verdict, double points,
                json_t *a, json_t *b)
{
    json_t *checks = json_array();
    json_array_append_new(checks, part("build", "pass", 0, 0, ""));
    json_array_append_new(checks, a);
    if (b != NULL)
        json_array_append_new(checks, b);
    json_array_append_new(
        results, json_pack("{ss, ss, ss, sI, ss, sf, so}", "tool",
                           "parcours 0.1", "episode", "races", "exercise",
                           exercise, "seed", (json_int_t)7, "verdict", verdict,
                           "points", points, "checks", checks));
}

static const char *write(const char *format)
{
    json_t *check = json_pack("{sO}", "results", results);
    text_clear(&out);
    text_init(&out);
    export_find(format)->write(check, &out);
    json_decref(check);
    return out.bytes;
}

static json_t *write_json(const char *format)
{
    json_error_t error;
    json_t *json = json_loads(write(format), 0, &error);
    ck_assert_msg(json != NULL, "%s in:\n%s", error.text, out.bytes);
    return json;
}

static void check_has(const char *wanted)
{
    ck_assert_msg(strstr(out.bytes, wanted) != NULL, "no \"%s\" in:\n%s",
                  wanted, out.bytes);
}

static void check_has_not(const char *unwanted)
{
    ck_assert_msg(strstr(out.bytes, unwanted) == NULL, "\"%s\" in:\n%s",
                  unwanted, out.bytes);
}

/* The tests of a format that has an array of them. */
static const json_t *test_at(const json_t *json, size_t i)
{
    const json_t *tests = json_object_get(json, "tests");
    ck_assert_uint_lt(i, json_array_size(tests));
    return json_array_get(tests, i);
}

static double number(const json_t *json, const char *member)
{
    const json_t *value = json_object_get(json, member);
    ck_assert_msg(json_is_number(value), "%s is no number", member);
    return json_number_value(value);
}

static const char *word(const json_t *json, const char *member)
{
    return json_string_value(json_object_get(json, member));
}

START_TEST(names_are_found)
{
    char *names = export_names();
    ck_assert_str_eq(names,
                     "autolab, github, gradescope, html, junit, prairielearn");
    ck_assert_ptr_null(export_find("gradescop"));
    free(names);
}
END_TEST

START_TEST(gradescope_gives_every_test_a_score)
{
    add("counter", "fail", 3, part("correct", "pass", 3, 3, ""),
        part("race", "fail", 0, 4, "two threads at once"));
    json_t *json = write_json("gradescope");
    ck_assert_ptr_null(json_object_get(json, "score"));
    ck_assert_str_eq(word(test_at(json, 0), "status"), "passed");
    ck_assert_double_eq(number(test_at(json, 0), "score"), 3);
    ck_assert_str_eq(word(test_at(json, 1), "status"), "failed");
    ck_assert_double_eq(number(test_at(json, 1), "max_score"), 4);
    ck_assert_str_eq(word(test_at(json, 1), "output"), "two threads at once");
    ck_assert_uint_eq(json_array_size(json_object_get(json, "tests")), 2);
    json_decref(json);
}
END_TEST

/* Nobody loses points because a tool is missing. */
START_TEST(gradescope_leaves_out_the_status_of_what_was_not_judged)
{
    add("counter", "skipped", 3, part("correct", "pass", 3, 3, ""),
        part("race", "skipped", 0, 4, "valgrind is missing"));
    json_t *json = write_json("gradescope");
    ck_assert_ptr_null(json_object_get(test_at(json, 1), "status"));
    ck_assert_double_eq(number(test_at(json, 1), "max_score"), 0);
    ck_assert_str_eq(word(test_at(json, 1), "output"), "valgrind is missing");
    json_decref(json);
}
END_TEST

/* Who fails one check must not be spared those that wait for its repair. */
START_TEST(what_waits_for_a_repair_counts_as_failed)
{
    add("counter", "fail", 0, part("correct", "fail", 0, 3, "wrong"),
        part("speed", "skipped", 0, 4, "not run yet"));
    json_t *json = write_json("gradescope");
    ck_assert_str_eq(word(test_at(json, 1), "status"), "failed");
    ck_assert_double_eq(number(test_at(json, 1), "max_score"), 4);
    json_decref(json);
}
END_TEST

START_TEST(a_build_that_fails_is_a_test)
{
    json_t *checks = json_array();
    json_array_append_new(checks, part("build", "error", 0, 0, "no ;"));
    json_array_append_new(results,
                          json_pack("{ss, ss, ss, sf, so}", "episode", "races",
                                    "exercise", "counter", "verdict", "error",
                                    "points", 0.0, "checks", checks));
    json_t *json = write_json("gradescope");
    ck_assert_str_eq(word(test_at(json, 0), "name"), "races/counter: builds");
    ck_assert_str_eq(word(test_at(json, 0), "status"), "failed");
    json_decref(json);
}
END_TEST

START_TEST(prairielearn_gives_a_share)
{
    add("counter", "fail", 3, part("correct", "pass", 3, 3, ""),
        part("race", "fail", 0, 9, "racy"));
    json_t *json = write_json("prairielearn");
    ck_assert(json_is_true(json_object_get(json, "gradable")));
    ck_assert_double_eq_tol(number(json, "score"), 0.25, 1e-9);
    ck_assert_double_eq(number(test_at(json, 1), "max_points"), 9);
    json_decref(json);
}
END_TEST

START_TEST(prairielearn_cannot_grade_what_was_not_judged)
{
    add("counter", "skipped", 0, part("race", "skipped", 0, 4, "no tool"),
        NULL);
    json_t *json = write_json("prairielearn");
    ck_assert(json_is_false(json_object_get(json, "gradable")));
    ck_assert_ptr_null(json_object_get(json, "score"));
    ck_assert_str_ne(word(json, "format_errors"), "");
    json_decref(json);
}
END_TEST

/* It reads no larger file. */
START_TEST(prairielearn_gets_less_than_a_megabyte)
{
    enum { MOST = 1 << 20 };
    char *much = malloc(MOST + 1);
    for (size_t i = 0; i < MOST; i += 2)
        memcpy(much + i, "\xc3\xbc", 2);
    much[MOST] = '\0';
    json_t *part_of_it = part("race", "fail", 0, 4, "racy");
    json_object_set_new(part_of_it, "evidence", json_string(much));
    add("counter", "fail", 0, part_of_it, NULL);
    json_decref(write_json("prairielearn"));
    ck_assert_uint_lt(out.length, 1000000);
    check_has("(the rest is cut off)");
    check_has("\xc3\xbc");
    free(much);
}
END_TEST

START_TEST(autolab_ends_with_its_scores)
{
    add("counter", "fail", 3, part("race", "fail", 0, 4, "a {\"brace\"}"),
        NULL);
    add("queue", "pass", 10, part("correct", "pass", 10, 10, ""), NULL);
    write("autolab");
    char *last = strstr(out.bytes, "\n{");
    ck_assert_ptr_nonnull(last);
    ck_assert_str_eq(last + 1, "{\"scores\":{\"counter\":3.0,\"queue\":10.0},"
                               "\"scoreboard\":[3.0,10.0]}\n");
}
END_TEST

/* A problem that is left out keeps its score; one with nothing gets none. */
START_TEST(autolab_leaves_out_what_was_not_judged)
{
    add("counter", "skipped", 0, part("race", "skipped", 0, 4, "no tool"),
        NULL);
    add("queue", "fail", 3, part("correct", "pass", 3, 10, ""), NULL);
    write("autolab");
    check_has("\n{\"scores\":{\"queue\":3.0},\"scoreboard\":[0.0,3.0]}\n");
    check_has("counter: not judged 0/0");
}
END_TEST

START_TEST(github_escapes_what_would_end_a_command)
{
    add("counter", "fail", 3,
        part("race", "fail", 0, 4, "50 %\nline\r::error::forged"), NULL);
    write("github");
    check_has("::error file=episodes/races/counter/counter.c,line=20,title="
              "races/counter%3A a title::50 %25%0Aline%0D::error::forged\n");
    check_has("::notice title=Autograding complete::Points 0/4\n");
    check_has("::{\"totalPoints\":0,\"maxPoints\":4}\n");
}
END_TEST

START_TEST(github_warns_of_what_was_not_judged)
{
    add("counter", "inconclusive", 0,
        part("speed", "inconclusive", 0, 3, "too busy"), NULL);
    write("github");
    check_has("::warning title=");
    check_has("Points 0/0");
    check_has_not("::error");
}
END_TEST

static void XMLCALL count_tag(void *data, const XML_Char *name,
                              const XML_Char **attributes)
{
    (void)attributes;
    (*(unsigned *)data) += strcmp(name, "testcase") == 0;
}

/* The cases in well-formed XML. */
static unsigned cases_in(const char *xml)
{
    unsigned count = 0;
    XML_Parser parser = XML_ParserCreate(NULL);
    XML_SetUserData(parser, &count);
    XML_SetStartElementHandler(parser, count_tag);
    enum XML_Status status = XML_Parse(parser, xml, (int)strlen(xml), 1);
    ck_assert_msg(status == XML_STATUS_OK, "%s at line %lu of:\n%s",
                  XML_ErrorString(XML_GetErrorCode(parser)),
                  XML_GetCurrentLineNumber(parser), xml);
    XML_ParserFree(parser);
    return count;
}

START_TEST(junit_knows_four_outcomes)
{
    add("counter", "fail", 3, part("correct", "pass", 3, 3, ""),
        part("race", "fail", 0, 4, "racy"));
    add("queue", "error", 0, part("correct", "error", 0, 5, "crashed"), NULL);
    add("guards", "skipped", 0, part("race", "skipped", 0, 5, "no tool"), NULL);
    ck_assert_uint_eq(cases_in(write("junit")), 4);
    check_has("name=\"parcours\" tests=\"4\" failures=\"1\" errors=\"1\" "
              "skipped=\"1\"");
    check_has("<failure message=\"racy\" type=\"race\">racy</failure>");
    check_has("<error message=\"crashed\"");
    check_has("<skipped message=\"no tool\">");
}
END_TEST

START_TEST(junit_is_well_formed_whatever_the_message_says)
{
    add("counter", "fail", 0,
        part("race", "fail", 0, 4, "<b>&amp;\"'\x01\x1b[31m \xef\xbf\xbe ]]>"),
        NULL);
    ck_assert_uint_eq(cases_in(write("junit")), 1);
    check_has("&lt;b&gt;&amp;amp;&quot;&#39;\xef\xbf\xbd");
}
END_TEST

START_TEST(the_page_shows_what_is_wrong_and_runs_nothing)
{
    add("counter", "fail", 3, part("correct", "pass", 3, 3, ""),
        part("race", "fail", 0, 4, "<script>alert(1)</script> & more"));
    write("html");
    check_has("<h1>3 of 7 points</h1>");
    check_has("&lt;script&gt;alert(1)&lt;/script&gt; &amp; more");
    check_has("<code>counter.c:20</code>");
    check_has("<b>passed</b>");
    check_has("<b>not passed</b>");
    check_has_not("<script>");
    check_has_not("http");
}
END_TEST

/* As interleaving_json writes them. */
static json_t *racy_steps(void)
{
    return json_pack(
        "{ss, ss, si, s[{si,si,si,ss,s[],sb}, {si,si,si,ss,s[s,s],sb,si}]}",
        "title", "data race", "schedule", "6:2/10", "preemptions", 1, "rows",
        "step", 3, "thread", 2, "line", 0, "text", "push()", "values", "fatal",
        0, "step", 7, "thread", 1, "line", 20, "text", "n = n < 5 ? \"a\" : b;",
        "values", "n is 0", "n := 1", "fatal", 1, "left_out_before", 9);
}

START_TEST(the_page_draws_the_schedule_that_went_wrong)
{
    json_t *racy = part("explore", "fail", 0, 4, "data race");
    json_object_set_new(racy, "steps", racy_steps());
    add("queue", "fail", 0, racy, NULL);
    write("html");
    /* the picture, with words for those who do not see it */
    check_has("<svg role=\"img\" aria-labelledby=\"t");
    check_has(">data race, step by step</title>");
    check_has("One column for each of 2 threads");
    check_has("It goes wrong at step 7, in thread 1, line 20: n = n &lt; 5");
    check_has("<rect class=\"box fatal\"");
    check_has("<path class=\"turn\"");
    check_has(">here it goes wrong</text>");
    /* the table */
    check_has("<td>3</td><td>thread 2</td><td><code>push()</code></td>");
    check_has("<td colspan=\"4\">9 rows are left out</td>");
    check_has("<code>n is 0</code><br><code>n := 1</code> <strong>here");
    check_has_not("n < 5");
}
END_TEST

START_TEST(a_schedule_without_rows_is_not_drawn)
{
    json_t *racy = part("explore", "fail", 0, 4, "data race");
    json_object_set_new(racy, "steps", json_pack("{s[]}", "rows"));
    add("queue", "fail", 0, racy, NULL);
    write("html");
    check_has_not("<svg");
    check_has("data race");
}
END_TEST

START_TEST(markup_replaces_bytes_that_are_no_text)
{
    markup_add(&out, "a\xff\xc3z\xed\xa0\x80");
    ck_assert_ptr_null(strchr(out.bytes, '\xff'));
    ck_assert_ptr_null(strstr(out.bytes, "\xed\xa0"));
    ck_assert_ptr_nonnull(strchr(out.bytes, 'z'));
}
END_TEST

Suite *export_suite(void)
{
    Suite *suite = suite_create("export");
    TCase *tcase = tcase_create("formats");
    tcase_add_checked_fixture(tcase, set_up, tear_down);
    tcase_add_test(tcase, names_are_found);
    tcase_add_test(tcase, gradescope_gives_every_test_a_score);
    tcase_add_test(tcase,
                   gradescope_leaves_out_the_status_of_what_was_not_judged);
    tcase_add_test(tcase, what_waits_for_a_repair_counts_as_failed);
    tcase_add_test(tcase, a_build_that_fails_is_a_test);
    tcase_add_test(tcase, prairielearn_gives_a_share);
    tcase_add_test(tcase, prairielearn_cannot_grade_what_was_not_judged);
    tcase_add_test(tcase, prairielearn_gets_less_than_a_megabyte);
    tcase_add_test(tcase, autolab_ends_with_its_scores);
    tcase_add_test(tcase, autolab_leaves_out_what_was_not_judged);
    tcase_add_test(tcase, github_escapes_what_would_end_a_command);
    tcase_add_test(tcase, github_warns_of_what_was_not_judged);
    tcase_add_test(tcase, junit_knows_four_outcomes);
    tcase_add_test(tcase, junit_is_well_formed_whatever_the_message_says);
    tcase_add_test(tcase, the_page_shows_what_is_wrong_and_runs_nothing);
    tcase_add_test(tcase, the_page_draws_the_schedule_that_went_wrong);
    tcase_add_test(tcase, a_schedule_without_rows_is_not_drawn);
    tcase_add_test(tcase, markup_replaces_bytes_that_are_no_text);
    suite_add_tcase(suite, tcase);
    return suite;
}

/* report.c - tests of grader/report_text.c and grader/report_json.c. */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "../../grader/artifact.h"
#include "../../grader/die.h"
#include "../../grader/machine.h"
#include "../../grader/policy.h"
#include "../../grader/report.h"
#include "../../grader/text.h"
#include "../../grader/utf8.h"
#include "../unit.h"
#include "evidence.h"

static const struct machine machine = {
    .cpu = "A processor", .kernel = "6.1", .compiler = "gcc 12", .cores = 2};

static struct evidence *e;
static struct result result;
static struct text report;

static void set_up(void)
{
    e = evidence_good();
    text_init(&report);
}

static void tear_down(void)
{
    text_clear(&report);
    verdict_clear(&result);
    evidence_clear(e);
}

static const char *print(bool colour, bool explain)
{
    text_clear(&report);
    text_init(&report);
    verdict_clear(&result);
    verdict_reach(e, &result);
    report_text(&result, colour, explain, &report);
    return report.bytes;
}

static void check_has(const char *part)
{
    ck_assert_msg(strstr(report.bytes, part) != NULL, "no \"%s\" in:\n%s", part,
                  report.bytes);
}

/* Colour off: printable, whole characters, at most 80 columns. */
static void check_lines(const char *lines)
{
    while (*lines != '\0') {
        size_t length = strcspn(lines, "\n"), used;
        for (size_t i = 0; i < length; i += used)
            ck_assert_msg(
                utf8_printable(utf8_decode(lines + i, length - i, &used)),
                "%.*s", (int)length, lines);
        ck_assert_msg(utf8_columns(lines, length) <= 80, "too wide:\n%.*s",
                      (int)length, lines);
        ck_assert_int_eq(lines[length], '\n');
        lines += length + 1;
    }
}

/* Colour only adds escapes. */
static void check_colour(const char *coloured, const char *plain)
{
    for (; *coloured != '\0'; coloured++)
        if (*coloured == '\033')
            coloured += strcspn(coloured, "m");
        else
            ck_assert_int_eq(*coloured, *plain++);
    ck_assert_int_eq(*plain, '\0');
}

static void check_json(void)
{
    json_t *json =
        report_json(&result, "some where.c", 1234567890123, &machine);
    ck_assert_ptr_nonnull(json);
    char *dump = json_dumps(json, 0);
    ck_assert_ptr_nonnull(dump);
    free(dump);
    json_decref(json);
}

static void check_reports(void)
{
    char *plain = strdup(print(false, true));
    check_lines(plain);
    check_colour(print(true, true), plain);
    ck_assert_ptr_nonnull(strchr(report.bytes, '\033'));
    free(plain);
    check_lines(print(false, false));
    check_json();
}

START_TEST(a_pass_is_short_and_names_the_next_step)
{
    check_reports();
    print(false, false);
    check_has("  ok   correct    right for every input");
    check_has("3/3\n");
    check_has("make solution EPISODE=races EXERCISE=counter\n");
    ck_assert_ptr_null(strstr(report.bytes, "why:"));
    print(false, true);
    check_has("why: 5 of 5 tests passed");
}
END_TEST

START_TEST(every_cause_fits_and_is_named)
{
    enum cause cause = (enum cause)_i;
    evidence_failure(e, CORRECT, FLAVOUR_PLAIN, cause,
                     "element 17 of the answer is 4294967295, and should be "
                     "18446744073709551615, which is a rather large number");
    check_reports();
    print(false, false);
    check_has("  FAIL correct");
    check_has("0/3\n");
    check_has(cause_title(cause));
    check_has("counter.c:4");
    check_has("Next: edit episodes/races/counter/counter.c, line 4\n");
    check_has("make hint EPISODE=races EXERCISE=counter\n");
}
END_TEST

START_TEST(every_finding_fits)
{
    struct finding *f =
        evidence_finding(e, FLAVOUR_TSAN, (enum finding_kind)_i, "counter.c");
    f->count = 123456;
    memset(f->what, 'w', sizeof f->what - 1);
    memset(f->memory.name, 'n', sizeof f->memory.name - 1);
    check_reports();
}
END_TEST

START_TEST(a_failed_build_fits)
{
    struct artifacts *build = evidence_build(e);
    build->failed = true;
    build->line = 1;
    build->message = "redefinition of 'a_name_without_any_blank_in_it_that_is_"
                     "longer_than_a_line_of_eighty_columns_and_goes_on_and_on'";
    e->source = "int caf\xc3\xa9 = \"\xff\xfe\t\033[31m\";  /* a line that is "
                "much too long to be quoted in a report, so it is cut */";
    evidence_stop(e, CORRECT);
    check_reports();
    print(false, false);
    check_has("does not build: counter.c:1: redefinition");
    check_has("first mend what failed under build");
}
END_TEST

START_TEST(bytes_that_are_no_text_fit)
{
    struct failure *f =
        evidence_failure(e, CORRECT, FLAVOUR_PLAIN, CAUSE_WRONG,
                         "\xff\xc3 \xe2\x80\xae \033]0;title\007 caf\xc3\xa9");
    char wide[2 * 100 + 1] = "";
    for (int i = 0; i < 100; i++)
        strcat(wide, "\xc3\xa9");
    free(f->title);
    f->title = strdup(wide);
    check_reports();
}
END_TEST

START_TEST(printed_output_is_cut_at_a_character)
{
    struct facts *facts = &e->facts[CORRECT][FLAVOUR_PLAIN];
    struct text t;
    text_init(&t);
    for (int i = 0; i < 300; i++)
        text_addf(&t, "%s%s", i % 30 == 0 ? "\n" : "", "\xe2\x82\xac");
    free(facts->output);
    facts->output = t.bytes;
    check_reports();
    print(false, false);
    check_has("it printed (not judged):\n");
}
END_TEST

START_TEST(a_missing_file_shows_no_checks)
{
    e->missing = "No such file or directory";
    evidence_stop(e, CORRECT);
    check_reports();
    print(false, false);
    check_has("Next: make reset EPISODE=races EXERCISE=counter puts");
    ck_assert_ptr_null(strstr(report.bytes, "waits for"));
}
END_TEST

START_TEST(what_is_not_judged_says_so)
{
    e->untrusted[FLAVOUR_TSAN] = "Valgrind is not installed";
    e->facts[SPEED][FLAVOUR_PLAIN].speeds[0].model.speedup = 1.9;
    e->facts[SPEED][FLAVOUR_PLAIN].speeds[0].clock.quiet = 0;
    check_reports();
    print(false, false);
    check_has("  --   race");
    check_has("  ??   speed");
    check_has("Not judged by ThreadSanitizer: Valgrind is not installed.");
    check_has("make doctor");
    check_has("0/4\n");
}
END_TEST

START_TEST(speed_shows_its_figures_when_it_passes)
{
    print(false, false);
    check_has("count_atomic      3.50 times as fast");
}
END_TEST

START_TEST(warnings_are_shown)
{
    struct artifacts *build = evidence_build(e);
    build->nwarnings = 1;
    build->warnings = "counter.c:1: unused variable 'a'\n";
    check_reports();
    check_has("        counter.c:1: unused variable 'a'\n");
}
END_TEST

/* --- JSON ---------------------------------------------------------------- */

static const char *string(const json_t *json, const char *key)
{
    const char *s = json_string_value(json_object_get(json, key));
    ck_assert_msg(s != NULL, "no text \"%s\"", key);
    return s;
}

START_TEST(the_result_file_has_all_fields)
{
    evidence_failure(e, CORRECT, FLAVOUR_PLAIN, CAUSE_WRONG, "7 for 8");
    print(false, false);
    json_t *json = report_json(&result, "a/b.c", INT64_MAX, &machine);
    ck_assert_ptr_nonnull(json);
    ck_assert_int_eq(json_integer_value(json_object_get(json, "schema")), 1);
    ck_assert_str_eq(string(json, "tool"), "parcours " PARCOURS_VERSION);
    ck_assert_str_eq(string(json, "episode"), "races");
    ck_assert_str_eq(string(json, "exercise"), "counter");
    ck_assert_str_eq(string(json, "submission"), "a/b.c");
    ck_assert(json_integer_value(json_object_get(json, "seed")) == INT64_MAX);
    ck_assert_str_eq(string(json, "verdict"), "fail");
    ck_assert_str_eq(string(json, "cause"), "wrong");
    ck_assert_str_eq(string(json, "output"), "");
    ck_assert_double_eq(json_real_value(json_object_get(json, "points")), 7);
    ck_assert_double_eq(json_real_value(json_object_get(json, "max")), 10);
    const json_t *detectors =
        json_object_get(json_object_get(json, "machine"), "detectors");
    ck_assert_str_eq(json_string_value(json_object_get(detectors, "tsan")),
                     "found the planted race");
    ck_assert_str_eq(json_string_value(json_object_get(detectors, "helgrind")),
                     "not asked");
    const json_t *m = json_object_get(json, "machine");
    ck_assert_str_eq(string(m, "cpu"), "A processor");
    ck_assert_str_eq(string(m, "kernel"), "6.1");
    ck_assert_str_eq(string(m, "compiler"), "gcc 12");
    ck_assert_int_eq(json_integer_value(json_object_get(m, "cores")), 2);
    ck_assert(json_is_real(json_object_get(m, "load")));
    ck_assert(json_is_real(json_object_get(m, "pressure")));
    json_decref(json);
}
END_TEST

START_TEST(the_result_file_has_all_checks)
{
    static const char *const ids[] = {"build", "correct", "race", "speed"};
    static const char *const keys[] = {"title",   "verdict",  "cause",
                                       "message", "evidence", "why"};
    evidence_failure(e, CORRECT, FLAVOUR_PLAIN, CAUSE_WRONG, "7 for 8");
    print(false, false);
    json_t *json = report_json(&result, "", 0, &machine);
    const json_t *checks = json_object_get(json, "checks");
    ck_assert_uint_eq(json_array_size(checks), 4);
    for (size_t i = 0; i < 4; i++) {
        const json_t *c = json_array_get(checks, i);
        ck_assert_str_eq(string(c, "id"), ids[i]);
        for (size_t k = 0; k < sizeof keys / sizeof *keys; k++)
            string(c, keys[k]);
        ck_assert(json_is_real(json_object_get(c, "points")));
        ck_assert(json_is_real(json_object_get(c, "max")));
    }
    const json_t *c = json_array_get(checks, 1);
    ck_assert_str_eq(string(c, "verdict"), "fail");
    ck_assert_str_eq(string(c, "cause"), "wrong");
    ck_assert_str_eq(string(c, "first_cause"), "counter.c:4");
    ck_assert_str_eq(string(c, "message"), "7 for 8.");
    ck_assert_str_eq(string(json_array_get(checks, 0), "first_cause"), "");
    ck_assert_double_eq(json_real_value(json_object_get(c, "max")), 3);
    json_decref(json);
}
END_TEST

/* --- exit status --------------------------------------------------------- */

static const struct {
    int before;
    enum verdict verdict;
    int after;
} statuses[] = {
    {STATUS_PASSED, VERDICT_PASS, STATUS_PASSED},
    {STATUS_PASSED, VERDICT_FAIL, STATUS_NOT_PASSED},
    {STATUS_PASSED, VERDICT_ERROR, STATUS_NOT_PASSED},
    {STATUS_PASSED, VERDICT_SKIPPED, STATUS_NOT_JUDGED},
    {STATUS_PASSED, VERDICT_INCONCLUSIVE, STATUS_NOT_JUDGED},
    {STATUS_NOT_PASSED, VERDICT_PASS, STATUS_NOT_PASSED},
    {STATUS_NOT_PASSED, VERDICT_FAIL, STATUS_NOT_PASSED},
    {STATUS_NOT_PASSED, VERDICT_SKIPPED, STATUS_NOT_PASSED},
    {STATUS_NOT_JUDGED, VERDICT_PASS, STATUS_NOT_JUDGED},
    {STATUS_NOT_JUDGED, VERDICT_FAIL, STATUS_NOT_PASSED},
    {STATUS_NOT_JUDGED, VERDICT_ERROR, STATUS_NOT_PASSED},
    {STATUS_NOT_JUDGED, VERDICT_INCONCLUSIVE, STATUS_NOT_JUDGED},
};

START_TEST(several_results_have_one_exit_status)
{
    struct result r = {.verdict = statuses[_i].verdict};
    ck_assert_int_eq(report_status(statuses[_i].before, &r),
                     statuses[_i].after);
}
END_TEST

START_TEST(an_exit_status_has_words)
{
    ck_assert_str_eq(report_outcome(STATUS_PASSED), "passed");
    ck_assert_str_eq(report_outcome(STATUS_NOT_PASSED), "not passed");
    ck_assert_str_eq(report_outcome(STATUS_NOT_JUDGED), "not judged in full");
}
END_TEST

Suite *report_suite(void)
{
    Suite *suite = suite_create("report");
    TCase *tests = tcase_create("all");
    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_test(tests, a_pass_is_short_and_names_the_next_step);
    tcase_add_loop_test(tests, every_cause_fits_and_is_named, CAUSE_FORBIDDEN,
                        CAUSE_COUNT);
    tcase_add_loop_test(tests, every_finding_fits, FINDING_RACE,
                        FINDING_ADVICE + 1);
    tcase_add_test(tests, a_failed_build_fits);
    tcase_add_test(tests, bytes_that_are_no_text_fit);
    tcase_add_test(tests, printed_output_is_cut_at_a_character);
    tcase_add_test(tests, a_missing_file_shows_no_checks);
    tcase_add_test(tests, what_is_not_judged_says_so);
    tcase_add_test(tests, speed_shows_its_figures_when_it_passes);
    tcase_add_test(tests, warnings_are_shown);
    tcase_add_test(tests, the_result_file_has_all_fields);
    tcase_add_test(tests, the_result_file_has_all_checks);
    tcase_add_loop_test(tests, several_results_have_one_exit_status, 0,
                        (int)(sizeof statuses / sizeof *statuses));
    tcase_add_test(tests, an_exit_status_has_words);
    suite_add_tcase(suite, tests);
    return suite;
}

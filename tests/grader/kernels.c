/* kernels.c - tests of the verdicts on kernels, from the judge's records on */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../grader/artifact.h"
#include "../../grader/policy.h"
#include "../../grader/verdict.h"
#include "../unit.h"

enum { KERNEL, COUNT };

static const struct exercise exercise = {
    .episode = "cuda",
    .name = "add",
    .file = "add.cu",
    .cuda = true,
    .checks = {{"kernel", "on any grid", CHECK_KERNELS, 4},
               {"count", "few sectors", CHECK_COUNT, 2, 0, 1.05}},
    .nchecks = 2,
};
static const enum flavour flavour_of[] = {FLAVOUR_CUDA, FLAVOUR_TALLY};

static struct artifacts build;
static struct policy policy;
static struct evidence *e;
static struct result result;

static void read_records(size_t check, const char *records)
{
    struct facts *facts = &e->facts[check][flavour_of[check]];
    json_t *json = json_loads(records, 0, NULL);
    ck_assert_ptr_nonnull(json);
    facts_clear(facts);
    facts_read(json, flavour_of[check], facts);
    json_decref(json);
}

#define TEST(cause, message)                                       \
    "{\"record\": \"test\", \"title\": \"t\", \"cause\": \"" cause \
    "\", \"message\": \"" message "\", \"output\": \"\"}"
#define KERNELS(calls, not_judged, more)                            \
    "{\"record\": \"kernels\", \"what\": \"t\", \"calls\": " #calls \
    ", \"schedules\": 6, \"not_judged\": \"" not_judged "\"" more "}"
#define RACE                                                            \
    ", \"finding\": {\"kind\": \"race\", \"schedule\": 3, \"advice\": " \
    "\"Use an atomic.\", \"lines\": [\"thread (0,0,0) writes it at "    \
    "add.cu:2 (4 bytes)\", \"the host read it at driver.cu:1\"]}"
#define COUNTED(sectors)                                                   \
    "[" TEST("none", "") ", {\"record\": \"count\", \"what\": \"n = 9\", " \
                         "\"figures\": [{\"name\": \"sectors\", "          \
                         "\"got\": " #sectors ", \"least\": 100}], "       \
                         "\"sites\": [\"add.cu:1, global_loads\"]}]"

static void set_up(void)
{
    e = calloc(1, sizeof *e);
    build = (struct artifacts){0};
    policy = (struct policy){0};
    *e = (struct evidence){.exercise = &exercise,
                           .path = "add.cu",
                           .build = &build,
                           .policy = &policy,
                           .source = "int a;\nint b;\n"};
    read_records(KERNEL, "[" KERNELS(7, "", "") "," TEST("none", "") "]");
    read_records(COUNT, COUNTED(105));
}

static void tear_down(void)
{
    for (size_t i = 0; i < 2; i++)
        facts_clear(&e->facts[i][flavour_of[i]]);
    free(e);
}

static void check(size_t i, enum verdict verdict, enum cause cause,
                  const char *message)
{
    verdict_reach(e, &result);
    ck_assert_int_eq(result.checks[i].verdict, verdict);
    ck_assert_int_eq(result.checks[i].cause, cause);
    ck_assert_msg(strstr(result.checks[i].message, message) != NULL,
                  "\"%s\" is not in \"%s\"", message, result.checks[i].message);
}

START_TEST(nothing_found_passes)
{
    check(KERNEL, VERDICT_PASS, CAUSE_NONE, "");
    ck_assert_ptr_nonnull(strstr(result.checks[KERNEL].why, "7 calls"));
    ck_assert_ptr_null(strstr(result.checks[COUNT].detail, "add.cu:1"));
    verdict_clear(&result);
}
END_TEST

START_TEST(a_finding_is_shown_with_lines)
{
    read_records(KERNEL, "[" KERNELS(1, "", RACE) "," TEST("race", "r") "]");
    check(KERNEL, VERDICT_FAIL, CAUSE_RACE, "r");
    const struct check_result *r = &result.checks[KERNEL];
    ck_assert_uint_eq(r->line, 2);
    ck_assert_str_eq(r->schedule, "3/0");
    ck_assert_ptr_nonnull(strstr(r->detail, "    add.cu:2: int b;\n"));
    ck_assert_ptr_nonnull(strstr(r->detail, "the host read it"));
    ck_assert_ptr_nonnull(strstr(r->detail, "Use an atomic."));
    verdict_clear(&result);
}
END_TEST

START_TEST(silence_without_a_call_is_not_judged)
{
    read_records(KERNEL, "[" TEST("none", "") "]");
    check(KERNEL, VERDICT_SKIPPED, CAUSE_NONE, "no kernel was run");
    verdict_clear(&result);
    read_records(KERNEL, "[" KERNELS(3, "62 streams", "") "]");
    check(KERNEL, VERDICT_SKIPPED, CAUSE_NONE, "62 streams");
    verdict_clear(&result);
    e->untrusted[FLAVOUR_CUDA] = "g++ is not installed";
    check(KERNEL, VERDICT_SKIPPED, CAUSE_NONE, "g++ is not installed");
    verdict_clear(&result);
}
END_TEST

START_TEST(figures_are_held_against_the_least)
{
    check(COUNT, VERDICT_PASS, CAUSE_NONE, "");
    verdict_clear(&result);
    read_records(COUNT, COUNTED(106));
    check(COUNT, VERDICT_FAIL, CAUSE_SLOW,
          "n = 9 takes 106 sectors, and 100 can do");
    ck_assert_uint_eq(result.checks[COUNT].line, 1);
    verdict_clear(&result);
}
END_TEST

START_TEST(a_count_with_a_part_missing_is_not_judged)
{
    static const char partly[] = "[" TEST("none", "") "," KERNELS(
        3, "62 streams",
        "") ", {\"record\": "
            "\"count\", \"what\": \"n = 9\", \"figures\": [{\"name\": "
            "\"sectors\", \"got\": %d, \"least\": 100}], \"sites\": []}]";
    char records[600];
    snprintf(records, sizeof records, partly, 100);
    read_records(COUNT, records);
    check(COUNT, VERDICT_SKIPPED, CAUSE_NONE, "not judged: 62 streams");
    verdict_clear(&result);
    /* what has been counted is too much, whatever is missing */
    snprintf(records, sizeof records, partly, 106);
    read_records(COUNT, records);
    check(COUNT, VERDICT_FAIL, CAUSE_SLOW, "takes 106 sectors");
    verdict_clear(&result);
}
END_TEST

START_TEST(what_the_emulator_lacks_is_not_judged)
{
    build = (struct artifacts){
        .failed = true, .lacks = true, .message = "textures", .line = 2};
    verdict_reach(e, &result);
    ck_assert_int_eq(result.verdict, VERDICT_SKIPPED);
    ck_assert_int_eq(result.build.verdict, VERDICT_SKIPPED);
    ck_assert_uint_eq(result.build.line, 2);
    verdict_clear(&result);
}
END_TEST

static void on_gpu(const char *records)
{
    json_t *json = json_loads(records, 0, NULL);
    ck_assert_ptr_nonnull(json);
    e->gpu.asked = true;
    e->gpu.name = "NVIDIA H200";
    facts_clear(&e->gpu.facts);
    facts_read(json, FLAVOUR_GPU, &e->gpu.facts);
    json_decref(json);
    verdict_reach(e, &result);
}

#define GPU(more) "{\"record\": \"gpu\", \"what\": \"t\", " more "}"

/* Without a GPU there is no row; with one that says nothing, or nothing bad,
 * all is as it is without. */
START_TEST(a_gpu_changes_nothing_that_is_right)
{
    verdict_reach(e, &result);
    ck_assert_ptr_null(result.gpu.spec);
    verdict_clear(&result);
    on_gpu("[" TEST("none", "") ", " GPU("\"bytes\": 8e9, \"seconds\": "
                                         "0.0025, \"copy\": 0.002") "]");
    ck_assert_int_eq(result.verdict, VERDICT_PASS);
    ck_assert_int_eq(result.gpu.verdict, VERDICT_PASS);
    ck_assert_str_eq(result.gpu.detail,
                     "1 test right on NVIDIA H200\n"
                     "t: 2.500 ms, 0.80 of the speed of a copy (3200 of 4000 "
                     "GB/s)\n");
    verdict_clear(&result);
    on_gpu("[" GPU("\"not_judged\": \"no device\"") "]");
    ck_assert_int_eq(result.verdict, VERDICT_PASS);
    ck_assert_int_eq(result.gpu.verdict, VERDICT_SKIPPED);
    ck_assert_str_eq(result.gpu.message, "not judged on a GPU: no device");
    verdict_clear(&result);
    on_gpu("[]");
    ck_assert_int_eq(result.gpu.verdict, VERDICT_SKIPPED);
    verdict_clear(&result);
    e->gpu.unfit = "nvcc does not build it";
    on_gpu("[" TEST("none", "") "]");
    ck_assert_int_eq(result.verdict, VERDICT_PASS);
    ck_assert_int_eq(result.gpu.verdict, VERDICT_SKIPPED);
    verdict_clear(&result);
    facts_clear(&e->gpu.facts);
}
END_TEST

START_TEST(a_wrong_answer_of_a_gpu_fails)
{
    on_gpu("[" TEST("none", "") ", " TEST("wrong", "2 is 3") "]");
    ck_assert_int_eq(result.verdict, VERDICT_FAIL);
    ck_assert_int_eq(result.cause, CAUSE_WRONG);
    ck_assert_ptr_eq(verdict_first(&result), &result.gpu);
    ck_assert_double_eq(result.points, 6);
    verdict_clear(&result);
    facts_clear(&e->gpu.facts);
}
END_TEST

/* What a tool found at a line of the learner's; what it could not say. */
START_TEST(tools_of_a_gpu_are_heard)
{
    static const char race[] =
        "========= Error: Race reported between Write access at f()+0x9 in "
        "add.cu:2\n"
        "=========     and Read access at f()+0x10 in add.cu:1 [5 hazards]\n"
        "========= RACECHECK SUMMARY: 1 hazard displayed (1 error, 0 "
        "warnings)\n";
    struct sanitizer_report *r = &e->gpu.tool[SANITIZER_RACECHECK];
    sanitizer_parse(race, strlen(race), "add.cu", r);
    on_gpu("[" TEST("none", "") "]");
    ck_assert_int_eq(result.cause, CAUSE_RACE);
    ck_assert_uint_eq(result.gpu.line, 2);
    ck_assert_str_eq(result.gpu.detail,
                     "write at add.cu:2\n    add.cu:2: int b;\n"
                     "read at add.cu:1\n    add.cu:1: int a;\n");
    verdict_clear(&result);
    sanitizer_parse("", 0, "add.cu", r);
    on_gpu("[" TEST("none", "") "]");
    ck_assert_int_eq(result.verdict, VERDICT_PASS);
    ck_assert_str_eq(result.gpu.detail,
                     "1 test right on NVIDIA H200\n"
                     "racecheck cannot tell: it did not come to its end\n");
    verdict_clear(&result);
    facts_clear(&e->gpu.facts);
}
END_TEST

START_TEST(the_emulator_is_left_alone)
{
    struct policy p = {0};
    policy_check_kernels(&p, "__tsan_read4 U\n_Z5coverPKiPii T 0 9\n"
                             "count_here t 0 1\nparcours_launch U\n");
    ck_assert(!p.refused);
    policy_check_kernels(&p, "count_reset U\n");
    ck_assert(p.refused);
    p = (struct policy){0};
    policy_check_kernels(&p, "malloc T 0 9\n");
    ck_assert(p.refused);
    p = (struct policy){0};
    policy_check_kernels(&p, "dup2 U\n");
    ck_assert(p.refused);
    p = policy_read("#include <chrono>\n", 18, true);
    ck_assert(!p.refused);
    p = policy_read("#include \"chrono\"\n", 18, true);
    ck_assert(p.refused);
    /* a quote in a number begins no literal that the rest could hide in */
    static const char quotes[] = "#define X 1'0 ' /* '\n#line 7\n";
    p = policy_read(quotes, strlen(quotes), true);
    ck_assert_uint_eq(p.refused_line, 2);
    static const char number[] = "long n = 0x1'00'0;\n#include <cstdio>\n";
    p = policy_read(number, strlen(number), true);
    ck_assert(!p.refused);
}
END_TEST

Suite *kernels_suite(void)
{
    Suite *suite = suite_create("kernels");
    TCase *tests = tcase_create("all");
    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_test(tests, nothing_found_passes);
    tcase_add_test(tests, a_finding_is_shown_with_lines);
    tcase_add_test(tests, silence_without_a_call_is_not_judged);
    tcase_add_test(tests, figures_are_held_against_the_least);
    tcase_add_test(tests, a_count_with_a_part_missing_is_not_judged);
    tcase_add_test(tests, what_the_emulator_lacks_is_not_judged);
    tcase_add_test(tests, a_gpu_changes_nothing_that_is_right);
    tcase_add_test(tests, a_wrong_answer_of_a_gpu_fails);
    tcase_add_test(tests, tools_of_a_gpu_are_heard);
    tcase_add_test(tests, the_emulator_is_left_alone);
    suite_add_tcase(suite, tests);
    return suite;
}

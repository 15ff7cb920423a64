/* ranked.c - tests of the verdicts on ranks, from the judge's records on */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "../../grader/artifact.h"
#include "../../grader/policy.h"
#include "../../grader/verdict.h"
#include "../unit.h"

enum { RIGHT, COUNT };

static const struct exercise exercise = {
    .episode = "mpi",
    .name = "ring",
    .file = "ring.c",
    .mpi = true,
    .checks = {{"right", "in any order", CHECK_RANKS, 4},
               {"count", "few rounds", CHECK_COUNT, 2, 0, 1.5}},
    .nchecks = 2,
};
static const enum flavour flavour_of[] = {FLAVOUR_RANKS, FLAVOUR_MINI};

static struct artifacts build;
static struct policy policy;
static struct evidence *e;
static struct result result;

static void read_records(size_t check, const char *records)
{
    json_t *json = json_loads(records, 0, NULL);
    ck_assert_ptr_nonnull(json);
    facts_clear(&e->facts[check][flavour_of[check]]);
    facts_read(json, flavour_of[check], &e->facts[check][flavour_of[check]]);
    json_decref(json);
}

#define TEST(cause, message)                                       \
    "{\"record\": \"test\", \"title\": \"t\", \"cause\": \"" cause \
    "\", \"message\": \"" message "\", \"output\": \"\"}"
#define PROGRAM(more)                                                        \
    "{\"record\": \"ranks\", \"what\": \"a ring\", \"ranks\": 3, \"runs\": " \
    "2, \"all\": true, \"not_judged\": \"\"" more "}"
#define FINDING(lines)                                                   \
    ", \"finding\": {\"kind\": \"deadlock\", \"meaning\": \"m\", "       \
    "\"advice\": \"Break the circle.\", \"order\": \"w:0\", \"lines\": " \
    "[" lines "]}"
#define COUNTED(rounds)                                                      \
    "[" TEST("none", "") ", {\"record\": \"count\", \"what\": \"ring on 64 " \
                         "ranks\", \"figures\": [{\"name\": \"rounds\", "    \
                         "\"got\": " #rounds ", \"least\": 2}]}]"

static void set_up(void)
{
    e = calloc(1, sizeof *e);
    build = (struct artifacts){0};
    policy = (struct policy){0};
    *e = (struct evidence){.exercise = &exercise,
                           .path = "ring.c",
                           .build = &build,
                           .policy = &policy,
                           .source = "int a;\nint b;\n"};
    read_records(RIGHT, "[" PROGRAM("") "," TEST("none", "") "]");
    read_records(COUNT, COUNTED(2));
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
    check(RIGHT, VERDICT_PASS, CAUSE_NONE, "");
    ck_assert_ptr_nonnull(strstr(result.checks[RIGHT].why, "2 runs"));
    verdict_clear(&result);
}
END_TEST

START_TEST(a_finding_is_shown_with_ranks_and_lines)
{
    read_records(RIGHT,
                 "[" PROGRAM(FINDING(
                     "{\"rank\": 1, \"text\": \"waits in MPI_Recv\", "
                     "\"place\": 77}")) "," TEST("hang", "They wait.") "]");
    e->facts[RIGHT][FLAVOUR_RANKS].ranked[0].line[0].place.line = 2;
    check(RIGHT, VERDICT_ERROR, CAUSE_HANG, "They wait.");
    ck_assert_uint_eq(
        e->facts[RIGHT][FLAVOUR_RANKS].ranked[0].line[0].place.offset, 77);
    ck_assert_uint_eq(result.checks[RIGHT].line, 2);
    const char *detail = result.checks[RIGHT].detail;
    ck_assert_ptr_nonnull(strstr(detail, "rank 1 waits in MPI_Recv\n"));
    ck_assert_ptr_nonnull(strstr(detail, "ring.c:2: int b;"));
    ck_assert_ptr_nonnull(strstr(detail, "Break the circle."));
    verdict_clear(&result);
}
END_TEST

START_TEST(a_long_line_is_shown_to_its_end)
{
    read_records(
        RIGHT, "[" PROGRAM(FINDING(
                   "{\"rank\": 1, \"text\": \"the buffer of this MPI_Irecv, "
                   "which is not complete, is the same memory\", \"place\": "
                   "77, \"caller\": 88}")) "," TEST("race", "It is used.") "]");
    check(RIGHT, VERDICT_FAIL, CAUSE_RACE, "It is used.");
    ck_assert_uint_eq(
        e->facts[RIGHT][FLAVOUR_RANKS].ranked[0].line[0].caller.offset, 88);
    ck_assert_ptr_nonnull(strstr(result.checks[RIGHT].detail,
                                 "is not complete, is the same\nmemory\n"));
    verdict_clear(&result);
}
END_TEST

START_TEST(what_the_mini_mpi_lacks_is_only_not_counted)
{
    build.no_mini = "has no MPI_Pack";
    build.no_mini_line = 2;
    read_records(COUNT, "[]");
    check(COUNT, VERDICT_SKIPPED, CAUSE_NONE, "not judged: has no MPI_Pack");
    ck_assert_uint_eq(result.checks[COUNT].line, 2);
    ck_assert_int_eq(result.checks[RIGHT].verdict, VERDICT_PASS);
    verdict_clear(&result);
}
END_TEST

START_TEST(silence_without_a_run_is_not_judged)
{
    read_records(RIGHT, "[" TEST("none", "") "]");
    check(RIGHT, VERDICT_SKIPPED, CAUSE_NONE, "no program was run");
    verdict_clear(&result);
    read_records(RIGHT, "[" PROGRAM("") "," TEST("none", "") "]");
    e->untrusted[FLAVOUR_RANKS] = "MPICH is not installed";
    check(RIGHT, VERDICT_SKIPPED, CAUSE_NONE, "MPICH is not installed");
    verdict_clear(&result);
}
END_TEST

START_TEST(figures_are_held_against_the_least)
{
    read_records(COUNT, COUNTED(3)); /* 1.5 times the least */
    check(COUNT, VERDICT_PASS, CAUSE_NONE, "");
    ck_assert_ptr_nonnull(
        strstr(result.checks[COUNT].detail, "ring on 64 ranks: 3 rounds"));
    verdict_clear(&result);
    read_records(COUNT, COUNTED(4));
    check(COUNT, VERDICT_FAIL, CAUSE_SLOW,
          "ring on 64 ranks takes 4 rounds, and 2 can do");
    verdict_clear(&result);
    read_records(COUNT, "[" TEST("none", "") "]");
    check(COUNT, VERDICT_SKIPPED, CAUSE_NONE, "nothing was counted");
    verdict_clear(&result);
}
END_TEST

START_TEST(ranks_talk_by_mpi_alone)
{
    struct policy p = {0};
    policy_check_ranks(&p, "MPI_Send U\nring T 0 1\nopened U\nfork T 0 1\n");
    ck_assert(!p.refused);
    policy_check_ranks(&p, "MPI_Send U\nshm_open U\n");
    ck_assert(p.refused);
    ck_assert_ptr_nonnull(strstr(p.refusal, "shm_open is not for ranks"));
    p = (struct policy){0};
    policy_check_ranks(&p, "MPI_Send U\n__pread64_chk U\n");
    ck_assert(p.refused);
    p = (struct policy){.asm_line = 7};
    policy_check_ranks(&p, "MPI_Send U\n");
    ck_assert_uint_eq(p.refused_line, 7);
}
END_TEST

Suite *ranked_suite(void)
{
    Suite *suite = suite_create("ranked");
    TCase *tests = tcase_create("all");
    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_test(tests, nothing_found_passes);
    tcase_add_test(tests, a_finding_is_shown_with_ranks_and_lines);
    tcase_add_test(tests, a_long_line_is_shown_to_its_end);
    tcase_add_test(tests, what_the_mini_mpi_lacks_is_only_not_counted);
    tcase_add_test(tests, silence_without_a_run_is_not_judged);
    tcase_add_test(tests, figures_are_held_against_the_least);
    tcase_add_test(tests, ranks_talk_by_mpi_alone);
    suite_add_tcase(suite, tests);
    return suite;
}

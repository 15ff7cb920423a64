/* explored.c - tests of the verdicts on schedules and on virtual time, from
 * the judge's records on */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "../../grader/artifact.h"
#include "../../grader/policy.h"
#include "../../grader/verdict.h"
#include "../unit.h"

enum { ORDER, CORES, SAID };

static const struct exercise exercise = {
    .episode = "races",
    .name = "queue",
    .file = "queue.c",
    .checks = {{"explore", "in any order", CHECK_EXPLORE, 4},
               {"cores", "faster", CHECK_VIRTUAL, 2, 12, 4.0, 0, 100},
               {"said", "numbers", CHECK_PREDICT, 2, .tolerance = 0.2}},
    .nchecks = 3,
};
static const enum flavour flavour_of[] = {FLAVOUR_EXPLORE, FLAVOUR_VIRTUAL,
                                          FLAVOUR_VIRTUAL};

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

#define TEST_OF(test, cause, message)                                     \
    "{\"record\": \"test\", \"title\": \"" test "\", \"cause\": \"" cause \
    "\", \"message\": \"" message "\", \"output\": \"\"}"
#define TEST(cause, message) TEST_OF("t", cause, message)
#define CLEAN                                                              \
    "{\"record\": \"explore\", \"what\": \"two push\", \"scenario\": "     \
    "\"1.1\", \"schedules\": 2000, \"exhausted\": false, \"not_judged\": " \
    "null}"
#define RUN(cores, time, transfers, lines)                               \
    "{\"cores\": " #cores ", \"threads\": " #cores ", \"time\": " #time  \
    ", \"work\": 900, \"transfers\": " #transfers ", \"lines\": [" lines \
    "], \"locks\": []}"
#define TIMED_BUT(detail, other)                                               \
    "[" TEST(                                                                  \
        "none",                                                                \
        "") ", {\"record\": \"virtual\", \"what\": \"sum\", "                  \
            "\"not_timed\": \"\", \"serial\": " RUN(                           \
                1, 800, 0,                                                     \
                "") ", \"curve\": [" RUN(1, 810, 0,                            \
                                         "") "," RUN(2, 400, 5,                \
                                                     "") "], "                 \
                                                         "\"detail\": " detail \
                                                         ", \"other\": "       \
                                                         "{\"serial\": " RUN(  \
                                                             1, 800, 0,        \
                                                             "") ", "          \
                                                                 "\"detail\":" \
                                                                 " " other     \
                                                                 "}}]"
#define TIMED(detail) TIMED_BUT(detail, detail)

#define PREDICTED(said, is)                                                    \
    "{\"record\": \"predict\", \"what\": \"cell " #said "\", \"said\": " #said \
    ", \"is\": " #is ", \"commit\": 3}"

static void set_up(void)
{
    e = calloc(1, sizeof *e);
    build = (struct artifacts){0};
    policy = (struct policy){0};
    *e = (struct evidence){.exercise = &exercise,
                           .path = "queue.c",
                           .build = &build,
                           .policy = &policy,
                           .source = "int a;\nint b;\n"};
    read_records(ORDER, "[" CLEAN "," TEST("none", "") "]");
    read_records(CORES, TIMED(RUN(12, 100, 90, "")));
    read_records(SAID, "[" PREDICTED(8, 7.9) "," PREDICTED(2, 1.5) "]");
}

static void tear_down(void)
{
    verdict_clear(&result);
    for (int check = ORDER; check <= SAID; check++)
        facts_clear(&e->facts[check][flavour_of[check]]);
    free(e);
}

static const struct check_result *reach(size_t check)
{
    verdict_clear(&result);
    verdict_reach(e, &result);
    return &result.checks[check];
}

static void check(size_t number, enum verdict verdict, enum cause cause,
                  const char *part)
{
    const struct check_result *r = reach(number);
    ck_assert_msg(r->verdict == verdict, "%s: %s", verdict_word(r->verdict),
                  r->message);
    ck_assert_int_eq(r->cause, cause);
    ck_assert_msg(strstr(r->message, part) != NULL, "no \"%s\" in: %s", part,
                  r->message);
}

START_TEST(nothing_found_passes)
{
    check(ORDER, VERDICT_PASS, CAUSE_NONE, "");
    ck_assert_ptr_nonnull(
        strstr(result.checks[ORDER].why, "2000 schedules of 1 scenario"));
    check(CORES, VERDICT_PASS, CAUSE_NONE, "");
}
END_TEST

/* What a test's search has found, in a line of queue.c, and what the judge
 * said of it. */
#define FOUND(test, kind, number, line, cause, message)                      \
    "{\"record\": \"explore\", \"title\": \"" test                           \
    "\", \"what\": \"two push\", \"scenario\": \"" number                    \
    "\", \"schedules\": 502, \"finding\": {\"title\": \"" kind               \
    "\", \"text\": \"main waits (play.c:9).\\nthread 1 waits "               \
    "(queue.c:2).\\nthread 2 waits for a mutex on the stack of thread 1, "   \
    "which nobody will ever unlock (queue.c:2).\\n\", \"schedule\": "        \
    "\"6:2/10\", \"preemptions\": 1, "                                       \
    "\"fewest\": true, \"count\": 7, \"steps\": [{\"step\": 3, \"thread\": " \
    "1, \"file\": \"queue.c\", \"line\": " #line                             \
    ", \"source\": \"int b;\", \"what\": \"waits on c\", \"fatal\": "        \
    "true}]}}," TEST_OF(test, cause, message)

START_TEST(a_failing_schedule_is_shown)
{
    read_records(ORDER,
                 "[" FOUND("t", "lost wake-up", "2.1", 2, "hang", "x") "]");
    check(ORDER, VERDICT_ERROR, CAUSE_HANG, "lost wake-up in one of");
    const struct check_result *r = &result.checks[ORDER];
    ck_assert_uint_eq(r->line, 2);
    ck_assert_str_eq(r->schedule, "6:2/10");
    ck_assert_str_eq(r->scenario, "2.1");
    ck_assert_ptr_nonnull(strstr(r->detail, "thread 1 waits (queue.c:2)."));
    ck_assert_ptr_null(strstr(r->detail, "play.c"));
    ck_assert_ptr_nonnull(strstr(r->detail, ">    3 2 waits on c"));
    ck_assert_ptr_nonnull(strstr(r->detail, "the fewest that show it"));
    ck_assert_ptr_nonnull(strstr(r->why, "7 of 502 schedules"));
}
END_TEST

/* The judge looks at the end: the last line that ran is not to blame. */
START_TEST(a_wrong_answer_has_no_line)
{
    read_records(ORDER, "[" FOUND("t", "wrong", "2.1", 2, "wrong",
                                  "2 came out; right is 3") "]");
    check(ORDER, VERDICT_FAIL, CAUSE_WRONG, "2 came out; right is 3.");
    ck_assert_uint_eq(result.checks[ORDER].line, 0);
    ck_assert_str_eq(result.checks[ORDER].schedule, "6:2/10");
}
END_TEST

START_TEST(a_long_sentence_is_broken)
{
    read_records(ORDER,
                 "[" FOUND("t", "lost wake-up", "2.1", 2, "hang", "x") "]");
    reach(ORDER);
    ck_assert_ptr_nonnull(
        strstr(result.checks[ORDER].detail,
               "thread 2 waits for a mutex on the stack of thread 1, which "
               "nobody will\never unlock (queue.c:2).\n"));
}
END_TEST

START_TEST(the_schedule_is_that_of_the_mistake_that_is_named)
{
    read_records(ORDER,
                 "[" FOUND("a", "crash", "1.1", 1, "crash", "x") "," FOUND(
                     "b", "data race", "2.1", 2, "race", "x") "]");
    check(ORDER, VERDICT_FAIL, CAUSE_RACE, "data race in one of the orders");
    ck_assert_str_eq(result.checks[ORDER].scenario, "2.1");
    ck_assert_uint_eq(result.checks[ORDER].line, 2);
}
END_TEST

START_TEST(what_cannot_be_explored_is_not_judged)
{
    read_records(ORDER,
                 "[" CLEAN ", {\"record\": \"explore\", \"what\": \"x\", "
                 "\"scenario\": \"1.2\", \"schedules\": 1, \"not_judged\": "
                 "\"it calls fork(), queue.c:1\"}," TEST("none", "") "]");
    check(ORDER, VERDICT_SKIPPED, CAUSE_NONE,
          "not explored because it calls fork(), queue.c:1");
    ck_assert(result.checks[ORDER].points == 0);
    read_records(ORDER, "[" TEST("none", "") "]");
    check(ORDER, VERDICT_SKIPPED, CAUSE_NONE, "no scenario was explored");
}
END_TEST

START_TEST(assembler_and_a_blind_explorer_are_not_judged)
{
    policy.asm_line = 2;
    check(ORDER, VERDICT_SKIPPED, CAUSE_NONE, "assembler");
    ck_assert_uint_eq(result.checks[ORDER].line, 2);
    policy.asm_line = 0;
    e->untrusted[FLAVOUR_EXPLORE] = "it does not find a planted mistake";
    check(ORDER, VERDICT_SKIPPED, CAUSE_NONE, "a planted mistake");
}
END_TEST

START_TEST(a_replay_passes_where_its_schedule_fits)
{
#define REPLAYED(reason)                                                 \
    "{\"record\": \"explore\", \"what\": \"x\", \"scenario\": \"1.1\", " \
    "\"schedules\": 1, \"not_judged\": " reason "}"
    read_records(ORDER, "[" REPLAYED("\"does not fit\"") "," REPLAYED(
                            "null") "," TEST("none", "") "]");
    check(ORDER, VERDICT_PASS, CAUSE_NONE, "");
    read_records(ORDER,
                 "[" REPLAYED("\"does not fit\"") "," TEST("none", "") "]");
    check(ORDER, VERDICT_SKIPPED, CAUSE_NONE, "does not fit");
}
END_TEST

START_TEST(too_few_times_as_fast_is_slow)
{
    read_records(CORES, TIMED(RUN(12, 400, 90, "")));
    check(CORES, VERDICT_FAIL, CAUSE_SLOW,
          "sum is 2.00 times as fast as the serial code on 12 cores, and 4.00 "
          "is wanted");
    ck_assert(result.checks[CORES].speedup == 2);
    ck_assert_ptr_nonnull(
        strstr(result.checks[CORES].detail, "speed-up   0.99    2.00\n"));
}
END_TEST

START_TEST(false_sharing_is_named)
{
    read_records(CORES, TIMED(RUN(12, 100, 190,
                                  "{\"name\": \"parts\", \"transfers\": 180, "
                                  "\"needless\": 170}")));
    check(CORES, VERDICT_FAIL, CAUSE_SLOW, "at most 100 are needed");
    check(CORES, VERDICT_FAIL, CAUSE_SLOW,
          "parts moved 180 times from one core's cache to another's, 170 times "
          "for nothing");
}
END_TEST

/* Once on inputs that are the same in every check, once on others. */
START_TEST(what_is_fast_on_known_inputs_only_is_slow)
{
    read_records(CORES, TIMED_BUT(RUN(12, 1, 0, ""), RUN(12, 800, 0, "")));
    check(CORES, VERDICT_FAIL, CAUSE_SLOW,
          "sum is 800.00 times as fast as the serial code on the inputs that "
          "all checks have in common, and 1.00 times on others");
    read_records(CORES, TIMED_BUT(RUN(12, 1, 0, ""), RUN(12, 1, 180, "")));
    check(CORES, VERDICT_FAIL, CAUSE_SLOW, "and 180 on others");
}
END_TEST

/* 30 moves are no reason for 400 us, 240 threads are. */
START_TEST(reasons_that_are_none_are_not_named)
{
    read_records(CORES, TIMED(RUN(12, 400000, 30,
                                  "{\"name\": \"parts\", \"transfers\": 30, "
                                  "\"needless\": 25}")));
    check(CORES, VERDICT_FAIL, CAUSE_SLOW, "their shares are not equal");
    ck_assert_ptr_null(strstr(result.checks[CORES].message, "parts moved"));
    read_records(CORES, TIMED("{\"cores\": 12, \"threads\": 241, \"time\": "
                              "400000, \"work\": 900, \"transfers\": 30, "
                              "\"lines\": [], \"locks\": []}"));
    check(CORES, VERDICT_FAIL, CAUSE_SLOW,
          "240 threads were started for 12 cores");
}
END_TEST

START_TEST(what_cannot_be_timed_is_not_judged)
{
    read_records(CORES, "[{\"record\": \"virtual\", \"what\": \"sum\", "
                        "\"not_timed\": \"it deadlocks\"}]");
    check(CORES, VERDICT_SKIPPED, CAUSE_NONE, "sum: no time could be computed");
    read_records(CORES, "[" TEST("wrong", "7 for 8") "]");
    check(CORES, VERDICT_FAIL, CAUSE_WRONG, "7 for 8");
    read_records(CORES, "[" TEST("none", "") "]");
    check(CORES, VERDICT_SKIPPED, CAUSE_NONE, "nothing was timed");
}
END_TEST

START_TEST(predictions_are_scored_by_the_log_of_the_ratio)
{
    check(SAID, VERDICT_PASS, CAUSE_NONE, "");
    ck_assert_ptr_nonnull(strstr(result.checks[SAID].detail, "cell 2"));
    ck_assert_ptr_nonnull(strstr(result.checks[SAID].why, "commit number 3"));
    /* half as much is as wrong as twice as much */
    read_records(SAID, "[" PREDICTED(4, 8) "," PREDICTED(2, 2) "]");
    check(SAID, VERDICT_FAIL, CAUSE_WRONG, "is \"cell 4\"");
    ck_assert_ptr_nonnull(
        strstr(result.checks[SAID].message, "a factor of 1.41"));
    read_records(SAID, "[" PREDICTED(16, 8) "," PREDICTED(2, 2) "]");
    check(SAID, VERDICT_FAIL, CAUSE_WRONG, "a factor of 1.41");
    read_records(SAID, "[" TEST("wrong", "not committed") "]");
    check(SAID, VERDICT_FAIL, CAUSE_WRONG, "not committed");
    read_records(SAID, "[" TEST("none", "") "]");
    check(SAID, VERDICT_SKIPPED, CAUSE_NONE, "nothing was predicted");
}
END_TEST

Suite *explored_suite(void)
{
    Suite *suite = suite_create("explored");
    TCase *tests = tcase_create("all");
    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_test(tests, nothing_found_passes);
    tcase_add_test(tests, a_failing_schedule_is_shown);
    tcase_add_test(tests, a_wrong_answer_has_no_line);
    tcase_add_test(tests, a_long_sentence_is_broken);
    tcase_add_test(tests, the_schedule_is_that_of_the_mistake_that_is_named);
    tcase_add_test(tests, what_cannot_be_explored_is_not_judged);
    tcase_add_test(tests, assembler_and_a_blind_explorer_are_not_judged);
    tcase_add_test(tests, a_replay_passes_where_its_schedule_fits);
    tcase_add_test(tests, too_few_times_as_fast_is_slow);
    tcase_add_test(tests, false_sharing_is_named);
    tcase_add_test(tests, what_is_fast_on_known_inputs_only_is_slow);
    tcase_add_test(tests, reasons_that_are_none_are_not_named);
    tcase_add_test(tests, what_cannot_be_timed_is_not_judged);
    tcase_add_test(tests, predictions_are_scored_by_the_log_of_the_ratio);
    suite_add_tcase(suite, tests);
    return suite;
}

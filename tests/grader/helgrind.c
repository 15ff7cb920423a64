#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "../../grader/finding.h"
#include "../../grader/helgrind.h"
#include "fixture.h"

static struct findings findings;
static struct tool_state state;

static void set_up(void)
{
    findings_init(&findings);
}

static void tear_down(void)
{
    findings_clear(&findings);
}

static void parse(const char *log)
{
    findings_clear(&findings);
    helgrind_parse(log, strlen(log), &findings, &state);
}

static void finish(const char *file)
{
    findings_settle(&findings, &file, 1);
    findings_dedup(&findings);
}

/* Reads helgrind/PROGRAM[-vars].xml as the grader does. */
static void read_log(const char *log_name)
{
    char name[96];
    char file[96];
    struct text log;

    snprintf(name, sizeof name, "helgrind/%s.xml", log_name);
    snprintf(file, sizeof file, "%.*s.c", (int)strcspn(log_name, "-"),
             log_name);
    log = fixture_read(name);
    findings_clear(&findings);
    helgrind_parse(log.byte, log.length, &findings, &state);
    finish(file);
    free(log.byte);
}

static unsigned line_of(const struct finding *finding, unsigned side)
{
    return stack_place(&finding->access[side].stack)->line;
}

/* What the first finding of each log must be. */
static const struct expected {
    const char *log;
    unsigned findings;
    enum finding_kind kind;
    unsigned line[2]; /* 0: the side does not exist */
    int thread[2];
    enum memory_kind memory;
    const char *name;
    bool foreign;
} expected[] = {
    {"counter",
     1,
     FINDING_RACE,
     {10, 10},
     {2, 1},
     MEMORY_GLOBAL,
     "hits",
     false},
    {"counter-vars",
     1,
     FINDING_RACE,
     {10, 10},
     {2, 1},
     MEMORY_GLOBAL,
     "hits",
     false},
    {"heap", 1, FINDING_RACE, {9, 9}, {2, 1}, MEMORY_HEAP, "", false},
    {"static_local",
     1,
     FINDING_RACE,
     {8, 8},
     {2, 1},
     MEMORY_GLOBAL,
     "ticket",
     false},
    {"stack", 1, FINDING_RACE, {8, 8}, {2, 1}, MEMORY_STACK, "", false},
    {"stack-vars",
     1,
     FINDING_RACE,
     {8, 8},
     {2, 1},
     MEMORY_STACK,
     "total",
     false},
    {"member", 1, FINDING_RACE, {13, 13}, {2, 1}, MEMORY_GLOBAL, "shop", false},
    {"member-vars",
     1,
     FINDING_RACE,
     {13, 13},
     {2, 1},
     MEMORY_GLOBAL,
     "shop.sold",
     false},
    {"two_locks",
     1,
     FINDING_RACE,
     {20, 12},
     {2, 1},
     MEMORY_GLOBAL,
     "shared",
     false},
    {"read_unlocked",
     1,
     FINDING_RACE,
     {18, 11},
     {2, 1},
     MEMORY_GLOBAL,
     "level",
     false},
    {"bank", 1, FINDING_RACE, {24, 16}, {2, 1}, MEMORY_HEAP, "", false},
    {"copy", 1, FINDING_RACE, {17, 9}, {2, 1}, MEMORY_GLOBAL, "board", false},
    {"through_harness",
     1,
     FINDING_RACE,
     {6, 6},
     {2, 1},
     MEMORY_GLOBAL,
     "ticks",
     false},
    {"harness_only",
     1,
     FINDING_RACE,
     {8, 8},
     {2, 1},
     MEMORY_GLOBAL,
     "ticks",
     true},
    {"free_race",
     1,
     FINDING_USE_AFTER_FREE,
     {16, 10},
     {2, 1},
     MEMORY_HEAP,
     "",
     false},
    {"inversion",
     1,
     FINDING_LOCK_ORDER,
     {20, 11},
     {2, -1},
     MEMORY_UNKNOWN,
     "",
     false},
    {"bad_unlock",
     2,
     FINDING_BAD_UNLOCK,
     {9, 0},
     {1, -1},
     MEMORY_UNKNOWN,
     "",
     false},
    {"not_locked",
     1,
     FINDING_BAD_UNLOCK,
     {11, 0},
     {0, -1},
     MEMORY_UNKNOWN,
     "",
     false},
    {"bogus_unlock",
     2,
     FINDING_BAD_UNLOCK,
     {11, 0},
     {0, -1},
     MEMORY_UNKNOWN,
     "",
     false},
    {"destroy_locked",
     1,
     FINDING_MISUSE,
     {11, 0},
     {0, -1},
     MEMORY_UNKNOWN,
     "",
     false},
    {"wait_unlocked",
     1,
     FINDING_MISUSE,
     {13, 0},
     {0, -1},
     MEMORY_UNKNOWN,
     "",
     false},
};

START_TEST(reads_what_helgrind_reports)
{
    const struct expected *want = &expected[_i];
    const struct finding *got;

    read_log(want->log);
    ck_assert_uint_eq(findings.count, want->findings);
    ck_assert(state.ran_to_end);
    ck_assert_str_eq(state.failure, "");
    got = findings.finding[0];
    ck_assert_int_eq(got->kind, want->kind);
    ck_assert_int_eq(got->tool, FINDING_HELGRIND);
    ck_assert_uint_eq(got->accesses, want->line[1] ? 2 : 1);
    for (unsigned i = 0; i < 2; i++) {
        ck_assert_uint_eq(line_of(got, i), want->line[i]);
        ck_assert_int_eq(got->access[i].thread, want->thread[i]);
    }
    ck_assert_int_eq(got->memory.kind, want->memory);
    ck_assert_str_eq(got->memory.name, want->name);
    ck_assert_int_eq(got->foreign, want->foreign);
}
END_TEST

START_TEST(reads_sizes_verbs_and_origins)
{
    const struct finding *finding;

    read_log("bank");
    finding = findings.finding[0];
    ck_assert_int_eq(finding->access[0].verb, ACCESS_READS);
    ck_assert_int_eq(finding->access[1].verb, ACCESS_WRITES);
    ck_assert_uint_eq(finding->access[0].size, 8);
    ck_assert_uint_eq(finding->memory.size, 96);
    ck_assert_uint_eq(finding->memory.offset, 88);
    ck_assert_uint_eq(stack_place(&finding->memory.allocated)->line, 31);
    ck_assert_uint_eq(stack_place(&finding->access[0].created)->line, 34);
    ck_assert_uint_eq(finding->count, 2);
    ck_assert(!finding->access[0].locks_known);
    ck_assert_str_eq(finding->missing, "No lock is held at both lines.");
    ck_assert_str_eq(finding->access[0].stack.frame[0].file,
                     "episodes/races/bank/bank.c");
}
END_TEST

START_TEST(reads_where_a_variable_is_declared)
{
    read_log("counter-vars");
    ck_assert_str_eq(findings.finding[0]->variable,
                     "global 'hits', defined at counter.c:5");
    read_log("stack-vars");
    ck_assert_str_eq(findings.finding[0]->memory.definition.file, "stack.c");
    ck_assert_int_eq(findings.finding[0]->memory.thread, 0);
}
END_TEST

START_TEST(reads_the_order_of_locks)
{
    const struct finding *finding;

    read_log("inversion");
    finding = findings.finding[0];
    ck_assert_uint_eq(finding->locks, 2);
    ck_assert_int_eq(finding->access[0].takes, 0);
    ck_assert_uint_eq(finding->access[0].held, 2);
    ck_assert_int_eq(finding->access[1].takes, 1);
    ck_assert_uint_eq(finding->access[1].held, 1);
    ck_assert_uint_eq(stack_place(&finding->lock[0].created)->line, 10);
}
END_TEST

START_TEST(legal_but_dubious_calls_are_advice)
{
    read_log("misuse");
    ck_assert_uint_eq(findings.count, 2);
    ck_assert_int_eq(findings.finding[0]->kind, FINDING_BAD_UNLOCK);
    ck_assert_int_eq(findings.finding[1]->kind, FINDING_ADVICE);
    ck_assert_uint_eq(line_of(findings.finding[1], 0), 26);
}
END_TEST

START_TEST(keeps_the_words_of_the_tool)
{
    read_log("bogus_unlock");
    ck_assert_str_eq(findings.finding[1]->what,
                     "call to pthread_mutex_unlock failed");
    ck_assert_uint_eq(line_of(findings.finding[1], 0), 11);
    read_log("destroy_locked");
    ck_assert_str_eq(findings.finding[0]->what,
                     "pthread_mutex_destroy of a locked mutex");
}
END_TEST

START_TEST(a_clean_run_is_complete)
{
    read_log("clean");
    ck_assert_uint_eq(findings.count, 0);
    ck_assert(state.ran_to_end);
    ck_assert_str_eq(state.failure, "");
}
END_TEST

START_TEST(a_log_that_breaks_off_is_no_full_run)
{
    struct text log = fixture_read("helgrind/counter.xml");
    const char *marks[] = {"<state>FINISHED", "</valgrindoutput>",
                           "<xauxwhat>"};

    for (int i = 0; i < 3; i++) {
        const char *at =
            memmem(log.byte, log.length, marks[i], strlen(marks[i]));

        findings_clear(&findings);
        helgrind_parse(log.byte, (size_t)(at - log.byte), &findings, &state);
        finish("counter.c");
        ck_assert(!state.ran_to_end);
        ck_assert_ptr_nonnull(strstr(state.failure, "did not finish"));
        ck_assert_uint_eq(findings.count, 1);
        ck_assert_uint_eq(line_of(findings.finding[0], 0), 10);
    }
    free(log.byte);
}
END_TEST

START_TEST(only_the_end_mark_of_helgrind_counts)
{
    parse("");
    ck_assert(!state.ran_to_end);
    ck_assert_str_ne(state.failure, "");
    parse("<valgrindoutput><status><state>RUNNING</state></status>"
          "</valgrindoutput>");
    ck_assert(!state.ran_to_end);
    ck_assert_str_ne(state.failure, "");
    parse("<valgrindoutput><status><state>FINISHED</state></status>"
          "</valgrindoutput>");
    ck_assert(state.ran_to_end);
    parse("<x><state>FINISHED</state></x>");
    ck_assert(!state.ran_to_end);
}
END_TEST

START_TEST(refuses_a_document_type)
{
    parse("<!DOCTYPE x [<!ENTITY a \"aaaa\">]><valgrindoutput><status><state>"
          "FINISHED</state></status></valgrindoutput>");
    ck_assert(!state.ran_to_end);
    ck_assert_str_ne(state.failure, "");
}
END_TEST

START_TEST(an_error_inside_an_open_frame_does_no_harm)
{
    parse("<valgrindoutput><error><kind>Race</kind><stack><frame><error>"
          "<what>x</what><frame><fn>f</fn></frame></error><fn>g</fn>"
          "</frame></stack></error></valgrindoutput>");
    ck_assert_uint_le(findings.count, 1);
    ck_assert(!state.ran_to_end);
}
END_TEST

START_TEST(damaged_logs_do_no_harm)
{
    static const char *const names[] = {
        "helgrind/counter.xml",    "helgrind/bank.xml",
        "helgrind/stack-vars.xml", "helgrind/inversion.xml",
        "helgrind/misuse.xml",     "helgrind/member-vars.xml",
    };
    size_t count = sizeof names / sizeof *names;
    uint64_t seed = 20240608;
    FILE *nowhere = fopen("/dev/null", "w");

    ck_assert_ptr_nonnull(nowhere);
    for (int i = 0; i < MUTATIONS; i++) {
        struct text log = fixture_read(names[(size_t)i % count]);
        struct text bad = fixture_damage(log, &seed);

        findings_clear(&findings);
        helgrind_parse(bad.byte, bad.length, &findings, &state);
        finish("bank.c");
        ck_assert_uint_le(findings.count, 16);
        ck_assert_int_eq(state.ran_to_end, !state.failure[0]);
        for (size_t j = 0; j < findings.count; j++)
            finding_print(findings.finding[j], nowhere);
        free(bad.byte);
        free(log.byte);
    }
    fclose(nowhere);
}
END_TEST

Suite *helgrind_suite(void);

Suite *helgrind_suite(void)
{
    Suite *suite = suite_create("helgrind");
    TCase *tests = tcase_create("all");

    tcase_set_timeout(tests, 0);
    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_loop_test(tests, reads_what_helgrind_reports, 0,
                        (int)(sizeof expected / sizeof *expected));
    tcase_add_test(tests, reads_sizes_verbs_and_origins);
    tcase_add_test(tests, reads_where_a_variable_is_declared);
    tcase_add_test(tests, reads_the_order_of_locks);
    tcase_add_test(tests, legal_but_dubious_calls_are_advice);
    tcase_add_test(tests, keeps_the_words_of_the_tool);
    tcase_add_test(tests, a_clean_run_is_complete);
    tcase_add_test(tests, a_log_that_breaks_off_is_no_full_run);
    tcase_add_test(tests, only_the_end_mark_of_helgrind_counts);
    tcase_add_test(tests, refuses_a_document_type);
    tcase_add_test(tests, an_error_inside_an_open_frame_does_no_harm);
    tcase_add_test(tests, damaged_logs_do_no_harm);
    suite_add_tcase(suite, tests);
    return suite;
}

/* verdict.c - tests of grader/verdict*.c, on evidence made by hand. */
#include <stdlib.h>
#include <string.h>

#include "../../grader/artifact.h"
#include "../../grader/policy.h"
#include "../unit.h"
#include "evidence.h"

static struct evidence *e;
static struct result result;

static void set_up(void)
{
    e = evidence_good();
}

static void tear_down(void)
{
    verdict_clear(&result);
    evidence_clear(e);
}

static void reach(void)
{
    verdict_clear(&result);
    verdict_reach(e, &result);
}

static void check_all(const enum verdict *verdicts, enum cause cause,
                      double points)
{
    for (size_t i = 0; i < result.count; i++)
        ck_assert_msg(
            result.checks[i].verdict == verdicts[i], "check %zu: %s: %s", i,
            verdict_word(result.checks[i].verdict), result.checks[i].message);
    ck_assert_int_eq(result.cause, cause);
    ck_assert_double_eq(result.points, points);
    ck_assert_double_eq(result.max, 10);
}

static void check_says(size_t check, const char *part)
{
    ck_assert_msg(strstr(result.checks[check].message, part) != NULL,
                  "no \"%s\" in: %s", part, result.checks[check].message);
}

static void check_shows(size_t check, const char *part)
{
    ck_assert_msg(strstr(result.checks[check].detail, part) != NULL,
                  "no \"%s\" in: %s", part, result.checks[check].detail);
}

#define ALL(a, b, c)                          \
    (const enum verdict[])                    \
    {                                         \
        VERDICT_##a, VERDICT_##b, VERDICT_##c \
    }

START_TEST(good_code_passes_with_all_points)
{
    reach();
    check_all(ALL(PASS, PASS, PASS), CAUSE_NONE, 10);
    ck_assert_int_eq(result.verdict, VERDICT_PASS);
    ck_assert_ptr_null(verdict_first(&result));
    ck_assert_double_eq(result.checks[SPEED].speedup, 3.5);
    ck_assert_str_eq(result.output, "");
    ck_assert_ptr_nonnull(strstr(result.checks[CORRECT].why, "5 of 5 tests"));
    ck_assert_ptr_nonnull(
        strstr(result.checks[RACE].why, "found no race in 5 runs. "));
    e->facts[RACE][FLAVOUR_TSAN].tests = 1;
    reach();
    ck_assert_ptr_nonnull(
        strstr(result.checks[RACE].why, "found no race in 1 run. "));
}
END_TEST

START_TEST(verdicts_have_the_words_of_result_files)
{
    ck_assert_str_eq(verdict_word(VERDICT_PASS), "pass");
    ck_assert_str_eq(verdict_word(VERDICT_FAIL), "fail");
    ck_assert_str_eq(verdict_word(VERDICT_ERROR), "error");
    ck_assert_str_eq(verdict_word(VERDICT_SKIPPED), "skipped");
    ck_assert_str_eq(verdict_word(VERDICT_INCONCLUSIVE), "inconclusive");
}
END_TEST

/* --- build --------------------------------------------------------------- */

START_TEST(a_missing_file_is_named_with_the_way_back)
{
    e->missing = "No such file or directory";
    evidence_stop(e, CORRECT);
    reach();
    check_all(ALL(SKIPPED, SKIPPED, SKIPPED), CAUSE_MISSING, 0);
    ck_assert_int_eq(result.verdict, VERDICT_ERROR);
    ck_assert_str_eq(result.build.message,
                     "episodes/races/counter/counter.c: No such file or "
                     "directory");
    ck_assert_str_eq(result.build.why, "");
    check_says(SPEED, "first mend what failed under build");
    ck_assert_ptr_eq(verdict_first(&result), &result.build);
}
END_TEST

START_TEST(a_failed_build_quotes_its_line)
{
    struct artifacts *build = evidence_build(e);
    build->failed = true;
    build->line = 4;
    build->message = "expected ';' before '}' token";
    evidence_stop(e, CORRECT);
    reach();
    check_all(ALL(SKIPPED, SKIPPED, SKIPPED), CAUSE_BUILD, 0);
    ck_assert_int_eq(result.verdict, VERDICT_ERROR);
    ck_assert_uint_eq(result.build.line, 4);
    ck_assert_str_eq(result.build.detail, "counter.c:4: hits++;\n");
    ck_assert_str_eq(result.build.message, build->message);
    check_says(CORRECT, "first mend what failed under build");
}
END_TEST

START_TEST(a_linker_has_no_line)
{
    struct artifacts *build = evidence_build(e);
    build->failed = true;
    build->message = "undefined reference to `count'";
    evidence_stop(e, CORRECT);
    reach();
    ck_assert_int_eq(result.cause, CAUSE_BUILD);
    ck_assert_str_eq(result.build.detail, "");
}
END_TEST

START_TEST(a_refused_file_fails_and_nothing_runs)
{
    struct policy *policy = evidence_policy(e);
    policy->refused = true;
    policy->refused_line = 2;
    strcpy(policy->refusal, "no_sanitize is not allowed");
    e->blind = (struct blind){.line = 1, .word = "asm"};
    e->untrusted[FLAVOUR_TSAN] = "it is not installed";
    evidence_stop(e, CORRECT);
    reach();
    check_all(ALL(SKIPPED, SKIPPED, SKIPPED), CAUSE_REFUSED, 0);
    ck_assert_int_eq(result.verdict, VERDICT_FAIL);
    ck_assert_str_eq(result.build.message, "no_sanitize is not allowed.");
    ck_assert_uint_eq(result.build.line, 2);
    check_says(RACE, "first mend what failed under build");
}
END_TEST

START_TEST(warnings_are_shown_and_cost_nothing)
{
    struct artifacts *build = evidence_build(e);
    build->nwarnings = 1;
    build->warnings = "counter.c:1: unused variable\n";
    reach();
    check_all(ALL(PASS, PASS, PASS), CAUSE_NONE, 10);
    ck_assert_str_eq(result.build.message, "1 warning");
    ck_assert_str_eq(result.build.detail, build->warnings);
    build->nwarnings = 2;
    reach();
    ck_assert_str_eq(result.build.message, "2 warnings");
}
END_TEST

/* --- tests --------------------------------------------------------------- */

static const struct {
    enum cause cause;
    enum verdict verdict;
} of_tests[] = {
    {CAUSE_FORBIDDEN, VERDICT_ERROR}, {CAUSE_CRASH, VERDICT_ERROR},
    {CAUSE_EXIT, VERDICT_ERROR},      {CAUSE_HANG, VERDICT_ERROR},
    {CAUSE_LOOP, VERDICT_ERROR},      {CAUSE_MEMORY, VERDICT_ERROR},
    {CAUSE_FLOOD, VERDICT_ERROR},     {CAUSE_PROTOCOL, VERDICT_ERROR},
    {CAUSE_OUTSIDE, VERDICT_FAIL},    {CAUSE_LEAK, VERDICT_FAIL},
    {CAUSE_WRONG, VERDICT_FAIL},      {CAUSE_BUSY, VERDICT_FAIL},
};

START_TEST(each_cause_of_a_test_gives_its_verdict)
{
    evidence_failure(e, CORRECT, FLAVOUR_PLAIN, of_tests[_i].cause,
                     "element 3 is 7, and should be 8");
    evidence_stop(e, SPEED);
    reach();
    bool endless =
        of_tests[_i].cause == CAUSE_HANG || of_tests[_i].cause == CAUSE_LOOP;
    enum verdict verdicts[] = {of_tests[_i].verdict,
                               endless ? VERDICT_SKIPPED : VERDICT_PASS,
                               VERDICT_SKIPPED};
    check_all(verdicts, of_tests[_i].cause, endless ? 0 : 4);
    ck_assert_int_eq(result.verdict, of_tests[_i].verdict);
    ck_assert_ptr_eq(verdict_first(&result), &result.checks[CORRECT]);
    ck_assert_uint_eq(result.checks[CORRECT].line, 4);
    check_says(CORRECT, "element 3 is 7");
    check_shows(CORRECT, "while testing: n = 1000, 4 threads\n");
    check_shows(CORRECT, "counter.c:4 in count: hits++;\n");
    check_says(SPEED, "first mend what failed under correct");
    ck_assert_ptr_nonnull(strstr(result.checks[CORRECT].why, "4 of 5 tests"));
}
END_TEST

START_TEST(some_causes_come_with_advice)
{
    struct failure *f = evidence_failure(e, CORRECT, FLAVOUR_PLAIN,
                                         CAUSE_FORBIDDEN, "it called fork");
    f->forbidden = 57;
    reach();
    check_says(CORRECT, "may start threads, but no processes");
    f->forbidden = 62;
    reach();
    check_says(CORRECT, "Signals to other processes");
    f->forbidden = 234;
    reach();
    check_says(CORRECT, "Signals to other processes");
    f->cause = CAUSE_CRASH;
    reach();
    check_says(CORRECT, "make debug");
    f->cause = CAUSE_EXIT;
    reach();
    check_says(CORRECT, "return instead");
    f->cause = CAUSE_WRONG;
    reach();
    ck_assert_str_eq(result.checks[CORRECT].message, "it called fork.");
}
END_TEST

START_TEST(the_worst_test_is_named)
{
    evidence_failure(e, CORRECT, FLAVOUR_PLAIN, CAUSE_WRONG, "wrong");
    evidence_failure(e, CORRECT, FLAVOUR_PLAIN, CAUSE_CRASH, "crashed");
    evidence_failure(e, CORRECT, FLAVOUR_PLAIN, CAUSE_HANG, "hung");
    reach();
    ck_assert_int_eq(result.cause, CAUSE_CRASH);
    check_says(CORRECT, "crashed");
}
END_TEST

START_TEST(each_thread_shows_its_innermost_line)
{
    struct failure *f =
        evidence_failure(e, CORRECT, FLAVOUR_PLAIN, CAUSE_HANG, "all wait");
    f->places[2] = (struct place){
        .thread = 7, .function = "main", .file = "counter.c", .line = 1};
    f->places[3] = (struct place){
        .thread = 8, .function = "count", .file = "counter.c", .line = 5};
    f->nplaces = 4;
    reach();
    ck_assert_str_eq(result.checks[CORRECT].detail,
                     "while testing: n = 1000, 4 threads\n"
                     "counter.c:5 in count: hits += 2;\n"
                     "counter.c:4 in count: hits++;\n");
    ck_assert_uint_eq(result.checks[CORRECT].line, 5);
}
END_TEST

START_TEST(a_run_without_a_test_proves_nothing)
{
    e->facts[CORRECT][FLAVOUR_PLAIN].tests = 0;
    e->facts[RACE][FLAVOUR_TSAN].tests = 0;
    reach();
    check_all(ALL(SKIPPED, SKIPPED, PASS), CAUSE_NONE, 3);
    ck_assert_int_eq(result.verdict, VERDICT_SKIPPED);
    check_says(CORRECT, "no test was run");
    check_says(RACE, "no test was run");
}
END_TEST

START_TEST(what_the_program_printed_is_kept)
{
    struct facts *facts = &e->facts[CORRECT][FLAVOUR_PLAIN];
    free(facts->output);
    facts->output = strdup("hello\n\033[31m\xff");
    reach();
    ck_assert_str_eq(result.output, "hello\n?[31m?");
}
END_TEST

/* --- races --------------------------------------------------------------- */

static const struct {
    enum finding_kind kind;
    enum cause cause;
    enum verdict verdict;
} of_findings[] = {
    {FINDING_RACE, CAUSE_RACE, VERDICT_FAIL},
    {FINDING_USE_AFTER_FREE, CAUSE_RACE, VERDICT_FAIL},
    {FINDING_LOCK_ORDER, CAUSE_LOCK_ORDER, VERDICT_FAIL},
    {FINDING_BAD_UNLOCK, CAUSE_MISUSE, VERDICT_FAIL},
    {FINDING_MISUSE, CAUSE_MISUSE, VERDICT_FAIL},
    {FINDING_LEAKED_THREAD, CAUSE_LEAK, VERDICT_FAIL},
    {FINDING_CRASH, CAUSE_CRASH, VERDICT_ERROR},
    {FINDING_ADVICE, CAUSE_NONE, VERDICT_PASS},
};

START_TEST(each_kind_of_finding_gives_its_cause)
{
    evidence_finding(e, FLAVOUR_TSAN, of_findings[_i].kind, "counter.c");
    reach();
    struct check_result *r = &result.checks[RACE];
    ck_assert_int_eq(r->verdict, of_findings[_i].verdict);
    ck_assert_int_eq(r->cause, of_findings[_i].cause);
    ck_assert_int_eq(result.cause, of_findings[_i].cause);
    ck_assert_double_eq(r->points, r->verdict == VERDICT_PASS ? 4 : 0);
    if (r->cause == CAUSE_NONE)
        return;
    ck_assert_uint_eq(r->line, 4);
    check_shows(RACE, "counter.c:4");
    check_shows(RACE, "hits += 2;");
    ck_assert_str_eq(r->why, "ThreadSanitizer reported it 1 time");
}
END_TEST

START_TEST(a_race_hides_a_wrong_answer)
{
    evidence_failure(e, CORRECT, FLAVOUR_PLAIN, CAUSE_WRONG, "wrong");
    evidence_failure(e, RACE, FLAVOUR_TSAN, CAUSE_WRONG, "wrong");
    evidence_finding(e, FLAVOUR_TSAN, FINDING_RACE, "counter.c");
    evidence_stop(e, SPEED);
    reach();
    check_all(ALL(FAIL, FAIL, SKIPPED), CAUSE_RACE, 0);
    ck_assert_ptr_eq(verdict_first(&result), &result.checks[RACE]);
    ck_assert_int_eq(result.checks[RACE].cause, CAUSE_RACE);
    check_says(SPEED, "first mend what failed under race");
}
END_TEST

START_TEST(the_second_detector_is_heard)
{
    e->tools = TOOL_BOTH;
    evidence_finding(e, FLAVOUR_HELGRIND, FINDING_LOCK_ORDER, "counter.c");
    reach();
    ck_assert_int_eq(result.checks[RACE].cause, CAUSE_LOCK_ORDER);
    ck_assert_str_eq(result.checks[RACE].why, "Helgrind reported it 1 time");
    e->tools = TOOL_TSAN; /* it was not asked */
    reach();
    ck_assert_int_eq(result.checks[RACE].verdict, VERDICT_PASS);
}
END_TEST

START_TEST(helgrind_alone_on_atomics_never_fails)
{
    e->tools = TOOL_HELGRIND;
    e->blind = (struct blind){.line = 4, .word = "atomic_fetch_add"};
    evidence_finding(e, FLAVOUR_HELGRIND, FINDING_RACE, "counter.c");
    reach();
    check_all(ALL(PASS, SKIPPED, PASS), CAUSE_NONE, 6);
    ck_assert_int_eq(result.verdict, VERDICT_SKIPPED);
    check_says(RACE, "atomic_fetch_add (counter.c:4)");
    facts_clear(&e->facts[RACE][FLAVOUR_HELGRIND]); /* as it really is */
    facts_clear(&e->facts[RACE][FLAVOUR_TSAN]);
    reach();
    check_says(RACE, "atomic_fetch_add (counter.c:4)");
    ck_assert_int_eq(result.checks[RACE].verdict, VERDICT_SKIPPED);
}
END_TEST

START_TEST(one_clean_detector_is_enough_but_it_is_said)
{
    e->tools = TOOL_BOTH;
    e->blind = (struct blind){.line = 4, .word = "_Atomic"};
    reach();
    check_all(ALL(PASS, PASS, PASS), CAUSE_NONE, 10);
    check_says(RACE, "Not judged by Helgrind");
    check_says(RACE, "ThreadSanitizer found no race");
    e->blind.line = 0;
    reach();
    ck_assert_str_eq(result.checks[RACE].message, "");
}
END_TEST

START_TEST(a_detector_that_is_not_trusted_is_never_clean)
{
    e->untrusted[FLAVOUR_TSAN] = "it does not find a planted race";
    reach();
    check_all(ALL(PASS, SKIPPED, PASS), CAUSE_NONE, 6);
    check_says(RACE, "Not judged by ThreadSanitizer: it does not find");
    evidence_finding(e, FLAVOUR_TSAN, FINDING_RACE, "counter.c");
    reach();
    ck_assert_int_eq(result.checks[RACE].verdict, VERDICT_SKIPPED);
    facts_clear(&e->facts[RACE][FLAVOUR_TSAN]);
    facts_clear(&e->facts[RACE][FLAVOUR_HELGRIND]);
    reach();
    check_says(RACE, "Not judged by ThreadSanitizer: it does not find");
}
END_TEST

START_TEST(foreign_findings_judge_nobody)
{
    evidence_finding(e, FLAVOUR_TSAN, FINDING_RACE, "worker.c");
    reach();
    check_all(ALL(PASS, SKIPPED, PASS), CAUSE_NONE, 6);
    check_says(RACE, "names no line of yours");
}
END_TEST

START_TEST(a_log_that_breaks_off_is_not_clean)
{
    struct facts *facts = &e->facts[RACE][FLAVOUR_TSAN];
    facts->tool.ran_to_end = false;
    reach();
    check_all(ALL(PASS, SKIPPED, PASS), CAUSE_NONE, 6);
    check_says(RACE, "log breaks off");
    strcpy(facts->tool.failure, "unexpected memory mapping");
    reach();
    check_says(RACE, "unexpected memory mapping");
    facts->tool.ran_to_end = true; /* a failure is one all the same */
    reach();
    ck_assert_int_eq(result.checks[RACE].verdict, VERDICT_SKIPPED);
    facts->tool.failure[0] = '\0';
    facts->logs = 0;
    reach();
    ck_assert_int_eq(result.checks[RACE].verdict, VERDICT_SKIPPED);
}
END_TEST

/* Where it is silent, the compiler may have taken a race out. */
START_TEST(optimised_code_can_only_be_worse)
{
    evidence_finding(e, FLAVOUR_TSAN_FAST, FINDING_RACE, "worker.c");
    e->facts[RACE][FLAVOUR_TSAN_FAST].findings.finding[0]->foreign = true;
    e->facts[RACE][FLAVOUR_TSAN_FAST].silent_exit = true;
    reach();
    check_all(ALL(PASS, PASS, PASS), CAUSE_NONE, 10);
    evidence_finding(e, FLAVOUR_TSAN_FAST, FINDING_RACE, "counter.c");
    reach();
    check_all(ALL(PASS, FAIL, PASS), CAUSE_RACE, 6);
}
END_TEST

START_TEST(a_silent_exit_of_the_sanitizer_is_a_race)
{
    e->facts[RACE][FLAVOUR_TSAN].silent_exit = true;
    reach();
    check_all(ALL(PASS, FAIL, PASS), CAUSE_RACE, 6);
    check_says(RACE, "its report was lost");
}
END_TEST

/* A program can print what the sanitizer says when it cannot start. */
START_TEST(a_sanitizer_that_got_through_has_started)
{
    struct facts *facts = &e->facts[RACE][FLAVOUR_TSAN];
    facts->silent_exit = true;
    snprintf(facts->tool.failure, sizeof facts->tool.failure, "FATAL");
    reach();
    check_all(ALL(PASS, FAIL, PASS), CAUSE_RACE, 6);
    check_says(RACE, "its report was lost");
}
END_TEST

START_TEST(a_crash_under_a_detector_fails)
{
    evidence_failure(e, RACE, FLAVOUR_TSAN, CAUSE_CRASH, "it crashed");
    reach();
    check_all(ALL(PASS, ERROR, PASS), CAUSE_CRASH, 6);
    ck_assert_str_eq(
        result.checks[RACE].why,
        "ThreadSanitizer had no race to report, but the program did "
        "not get through under it.");
}
END_TEST

START_TEST(who_hangs_under_a_detector_gets_no_points_for_races)
{
    evidence_failure(e, RACE, FLAVOUR_TSAN, CAUSE_HANG, "every thread waits");
    reach();
    check_all(ALL(PASS, ERROR, PASS), CAUSE_HANG, 6);
    check_says(RACE, "under ThreadSanitizer: every thread waits");
    evidence_failure(e, CORRECT, FLAVOUR_PLAIN, CAUSE_HANG,
                     "every thread waits");
    reach();
    check_all(ALL(ERROR, SKIPPED, PASS), CAUSE_HANG, 3);
    check_says(RACE, "went wrong before it came to its end");
}
END_TEST

START_TEST(who_hangs_elsewhere_gets_no_points_for_races)
{
    evidence_failure(e, CORRECT, FLAVOUR_PLAIN, CAUSE_WRONG, "a wrong answer");
    reach();
    check_all(ALL(FAIL, PASS, PASS), CAUSE_WRONG, 7);
    evidence_failure(e, CORRECT, FLAVOUR_PLAIN, CAUSE_LOOP, "still running");
    reach();
    ck_assert_int_eq(result.checks[RACE].verdict, VERDICT_SKIPPED);
    ck_assert_double_eq(result.checks[RACE].points, 0);
    check_says(RACE, "the program does not always end");
    evidence_finding(e, FLAVOUR_TSAN, FINDING_RACE, "counter.c");
    reach();
    ck_assert_int_eq(result.checks[RACE].verdict, VERDICT_FAIL);
}
END_TEST

START_TEST(assembler_is_not_judged)
{
    evidence_policy(e)->asm_line = 3;
    reach();
    check_all(ALL(PASS, SKIPPED, PASS), CAUSE_NONE, 6);
    check_says(RACE, "counter.c:3 has assembler");
    evidence_finding(e, FLAVOUR_TSAN, FINDING_RACE, "counter.c");
    reach();
    ck_assert_int_eq(result.checks[RACE].cause, CAUSE_RACE);
}
END_TEST

/* --- speed --------------------------------------------------------------- */

static struct speed *speed(void)
{
    return &e->facts[SPEED][FLAVOUR_PLAIN].speeds[0];
}

static void check_speed(enum verdict verdict, enum cause cause,
                        const char *part)
{
    reach();
    ck_assert_msg(result.checks[SPEED].verdict == verdict, "%s: %s",
                  verdict_word(result.checks[SPEED].verdict),
                  result.checks[SPEED].message);
    ck_assert_int_eq(result.checks[SPEED].cause, cause);
    ck_assert_double_eq(result.checks[SPEED].points,
                        verdict == VERDICT_PASS ? 3 : 0);
    check_says(SPEED, part);
}

static void set_speedup(double speedup)
{
    speed()->model.speedup = speed()->model.signal = speedup;
}

START_TEST(speed_passes_at_its_target)
{
    set_speedup(2.0);
    check_speed(VERDICT_PASS, CAUSE_NONE, "");
    check_shows(SPEED, "2.00 times as fast, wanted 2.00");
    check_shows(SPEED, "by the clock 1.80");
    ck_assert_ptr_nonnull(strstr(result.checks[SPEED].why, "serial 40.0 ms"));
}
END_TEST

START_TEST(slow_code_fails_by_more_than_the_margin)
{
    set_speedup(1.73);
    check_speed(VERDICT_FAIL, CAUSE_SLOW, "1.73 times as fast");
    check_says(SPEED, "2.00 is wanted");
    set_speedup(2.0 / speedup_margin + 0.001);
    check_speed(VERDICT_PASS, CAUSE_NONE, ""); /* the clock says fast */
    ck_assert_double_eq_tol(speedup_margin, 1.15, 1e-9);
}
END_TEST

START_TEST(between_margin_and_target_nobody_can_tell)
{
    set_speedup(1.9);
    speed()->clock.quiet = 0;
    speed()->clock.waited = 0.42;
    check_speed(VERDICT_INCONCLUSIVE, CAUSE_NONE, "too close");
    check_says(SPEED, "42 % of the time");
    ck_assert_int_eq(result.verdict, VERDICT_INCONCLUSIVE);
    speed()->clock.quiet = 11;
    speed()->clock.low = 1.19; /* does not reach the 1.2 by the clock */
    check_speed(VERDICT_INCONCLUSIVE, CAUSE_NONE, "too close");
    speed()->clock.low = 1.2;
    check_speed(VERDICT_PASS, CAUSE_NONE, "");
}
END_TEST

START_TEST(the_clock_decides_only_where_ours_reaches_the_target)
{
    struct clock *clock = &speed()->clock;
    clock->median = 0.9;
    clock->low = 0.8;
    clock->high = 1.04; /* wanted: 1.2, with the margin 1.043 */
    check_speed(VERDICT_FAIL, CAUSE_SLOW, "0.90 times as fast");
    check_says(SPEED, "1.20 is wanted");
    clock->reference = 1.19;
    check_speed(VERDICT_PASS, CAUSE_NONE, "");
    ck_assert_ptr_null(strstr(result.checks[SPEED].detail, "by the clock"));
    clock->reference = 1.8;
    clock->quiet = 0;
    check_speed(VERDICT_PASS, CAUSE_NONE, "");
    clock->quiet = 11;
    clock->high = 1.05;
    check_speed(VERDICT_PASS, CAUSE_NONE, "");
}
END_TEST

START_TEST(one_thread_is_serial)
{
    speed()->model.workers = 1;
    check_speed(VERDICT_FAIL, CAUSE_SERIAL, "one thread did nearly all");
    speed()->model.workers = 2;
    speed()->model.running = 1.29;
    check_speed(VERDICT_FAIL, CAUSE_SERIAL, "never ran at the same time");
    speed()->model.running = 1.3;
    check_speed(VERDICT_PASS, CAUSE_NONE, "");
}
END_TEST

START_TEST(sleepers_on_a_busy_machine_get_no_verdict)
{
    speed()->model.too_busy = true;
    check_speed(VERDICT_PASS, CAUSE_NONE, ""); /* the clock says fast */
    speed()->clock.quiet = 0;
    check_speed(VERDICT_INCONCLUSIVE, CAUSE_NONE, "sleep and wake");
    speed()->model.running = 1.0;
    check_speed(VERDICT_INCONCLUSIVE, CAUSE_NONE, "too busy to tell");
    speed()->model.workers = 1;
    check_speed(VERDICT_FAIL, CAUSE_SERIAL, "one thread did nearly all");
}
END_TEST

START_TEST(nothing_measured_is_inconclusive)
{
    speed()->model = (struct model){.measured = false};
    check_speed(VERDICT_INCONCLUSIVE, CAUSE_NONE, "nothing could be measured");
    ck_assert_double_eq(result.checks[SPEED].speedup, 0);
    free(speed()->what);
    e->facts[SPEED][FLAVOUR_PLAIN].nspeeds = 0;
    check_speed(VERDICT_SKIPPED, CAUSE_NONE, "nothing was measured");
}
END_TEST

START_TEST(it_says_what_limits)
{
    struct model *m = &speed()->model;
    set_speedup(1.0);
    m->limit = LIMIT_LOCK;
    m->hold = 0.039;
    m->acquired = 12000;
    check_speed(VERDICT_FAIL, CAUSE_SLOW, "held for 39.0 ms in all (12000");
    m->limit = LIMIT_SPAN;
    check_speed(VERDICT_FAIL, CAUSE_SLOW, "takes 11.0 ms of the 41.0 ms");
    m->limit = LIMIT_SIGNAL;
    check_speed(VERDICT_FAIL, CAUSE_SLOW, "each other's signals");
    m->work = 0.08;
    check_speed(VERDICT_FAIL, CAUSE_SLOW, "2.0 times the CPU time");
    check_says(SPEED, "taking a lock so often");
    m->acquired = 1000;
    check_speed(VERDICT_FAIL, CAUSE_SLOW, "spent on something else");
}
END_TEST

START_TEST(waiting_for_signals_is_slow_only_if_few_threads_ran)
{
    struct model *m = &speed()->model;
    m->signal = 1.0;
    m->running = 1.5;
    check_speed(VERDICT_FAIL, CAUSE_SLOW, "1.5 of 4 ran at a time");
    m->running = 3.0;
    check_speed(VERDICT_PASS, CAUSE_NONE, "");
}
END_TEST

START_TEST(the_worst_function_decides)
{
    struct facts *facts = &e->facts[SPEED][FLAVOUR_PLAIN];
    facts->speeds[1] = facts->speeds[2] = facts->speeds[0];
    facts->speeds[1].what = strdup("count_mutex");
    facts->speeds[2].what = strdup("count_private");
    facts->speeds[0].model.speedup = 1.9;
    facts->speeds[0].clock.quiet = 0;
    facts->speeds[1].model.speedup = 1.0;
    facts->speeds[2].model.workers = 1;
    facts->nspeeds = 2;
    check_speed(VERDICT_FAIL, CAUSE_SLOW, "count_mutex is 1.00");
    ck_assert_double_eq(result.checks[SPEED].speedup, 1.0);
    facts->nspeeds = 3;
    check_speed(VERDICT_FAIL, CAUSE_SERIAL, "count_private");
    check_shows(SPEED, "count_atomic");
    check_shows(SPEED, "count_mutex");
}
END_TEST

START_TEST(a_wrong_answer_while_measuring_fails)
{
    evidence_failure(e, SPEED, FLAVOUR_PLAIN, CAUSE_WRONG, "wrong");
    check_speed(VERDICT_FAIL, CAUSE_WRONG, "wrong.");
}
END_TEST

/* --- all of it ----------------------------------------------------------- */

START_TEST(what_was_not_run_without_a_reason_says_so)
{
    evidence_stop(e, RACE);
    reach();
    check_all(ALL(PASS, SKIPPED, SKIPPED), CAUSE_NONE, 3);
    ck_assert_int_eq(result.verdict, VERDICT_SKIPPED);
    check_says(RACE, "was not run");
}
END_TEST

START_TEST(failing_counts_more_than_not_judged)
{
    e->untrusted[FLAVOUR_TSAN] = "it is not there";
    set_speedup(1.0);
    reach();
    check_all(ALL(PASS, SKIPPED, FAIL), CAUSE_SLOW, 3);
    ck_assert_int_eq(result.verdict, VERDICT_FAIL);
    evidence_failure(e, CORRECT, FLAVOUR_PLAIN, CAUSE_HANG, "hangs");
    reach();
    check_all(ALL(ERROR, SKIPPED, FAIL), CAUSE_HANG, 0);
    ck_assert_int_eq(result.verdict, VERDICT_ERROR);
}
END_TEST

static void add_build(TCase *tests)
{
    tcase_add_test(tests, a_missing_file_is_named_with_the_way_back);
    tcase_add_test(tests, a_failed_build_quotes_its_line);
    tcase_add_test(tests, a_linker_has_no_line);
    tcase_add_test(tests, a_refused_file_fails_and_nothing_runs);
    tcase_add_test(tests, warnings_are_shown_and_cost_nothing);
}

static void add_tests(TCase *tests)
{
    tcase_add_loop_test(tests, each_cause_of_a_test_gives_its_verdict, 0,
                        (int)(sizeof of_tests / sizeof *of_tests));
    tcase_add_test(tests, some_causes_come_with_advice);
    tcase_add_test(tests, the_worst_test_is_named);
    tcase_add_test(tests, each_thread_shows_its_innermost_line);
    tcase_add_test(tests, a_run_without_a_test_proves_nothing);
    tcase_add_test(tests, what_the_program_printed_is_kept);
}

static void add_races(TCase *tests)
{
    tcase_add_loop_test(tests, each_kind_of_finding_gives_its_cause, 0,
                        (int)(sizeof of_findings / sizeof *of_findings));
    tcase_add_test(tests, a_race_hides_a_wrong_answer);
    tcase_add_test(tests, the_second_detector_is_heard);
    tcase_add_test(tests, helgrind_alone_on_atomics_never_fails);
    tcase_add_test(tests, one_clean_detector_is_enough_but_it_is_said);
    tcase_add_test(tests, a_detector_that_is_not_trusted_is_never_clean);
    tcase_add_test(tests, foreign_findings_judge_nobody);
    tcase_add_test(tests, a_log_that_breaks_off_is_not_clean);
    tcase_add_test(tests, optimised_code_can_only_be_worse);
    tcase_add_test(tests, a_silent_exit_of_the_sanitizer_is_a_race);
    tcase_add_test(tests, a_sanitizer_that_got_through_has_started);
    tcase_add_test(tests, a_crash_under_a_detector_fails);
    tcase_add_test(tests, who_hangs_under_a_detector_gets_no_points_for_races);
    tcase_add_test(tests, who_hangs_elsewhere_gets_no_points_for_races);
    tcase_add_test(tests, assembler_is_not_judged);
}

static void add_speed(TCase *tests)
{
    tcase_add_test(tests, speed_passes_at_its_target);
    tcase_add_test(tests, slow_code_fails_by_more_than_the_margin);
    tcase_add_test(tests, between_margin_and_target_nobody_can_tell);
    tcase_add_test(tests, the_clock_decides_only_where_ours_reaches_the_target);
    tcase_add_test(tests, one_thread_is_serial);
    tcase_add_test(tests, sleepers_on_a_busy_machine_get_no_verdict);
    tcase_add_test(tests, nothing_measured_is_inconclusive);
    tcase_add_test(tests, it_says_what_limits);
    tcase_add_test(tests, waiting_for_signals_is_slow_only_if_few_threads_ran);
    tcase_add_test(tests, the_worst_function_decides);
    tcase_add_test(tests, a_wrong_answer_while_measuring_fails);
}

Suite *verdict_suite(void)
{
    Suite *suite = suite_create("verdict");
    TCase *tests = tcase_create("all");
    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_test(tests, good_code_passes_with_all_points);
    tcase_add_test(tests, verdicts_have_the_words_of_result_files);
    add_build(tests);
    add_tests(tests);
    add_races(tests);
    add_speed(tests);
    tcase_add_test(tests, what_was_not_run_without_a_reason_says_so);
    tcase_add_test(tests, failing_counts_more_than_not_judged);
    suite_add_tcase(suite, tests);
    return suite;
}

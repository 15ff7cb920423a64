/*
 * The library from inside: bodies that call the runtime directly, as an
 * instrumented object would.
 */
#include <check.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "explore.h"
#include "panic.h"

int explore_pthread_create(pthread_t *, const pthread_attr_t *,
                           void *(*)(void *), void *);
int explore_pthread_join(pthread_t, void **);
int explore_pthread_mutex_lock(pthread_mutex_t *);
int explore_pthread_mutex_unlock(pthread_mutex_t *);
int explore_rand(void);
void *explore_malloc(size_t);
void __tsan_read4(void *);
void __tsan_write4(void *);

static int counter;
static pthread_mutex_t lock, other;
static bool locked; /* set by the tests, read by the bodies */

static void *add_one(void *unused)
{
    if (locked)
        explore_pthread_mutex_lock(&lock);
    __tsan_read4(&counter);
    int value = counter;
    __tsan_write4(&counter);
    counter = value + 1;
    if (locked)
        explore_pthread_mutex_unlock(&lock);
    return unused;
}

static void run_two(void *(*a)(void *), void *(*b)(void *))
{
    pthread_t threads[2];
    explore_pthread_create(&threads[0], NULL, a, NULL);
    explore_pthread_create(&threads[1], NULL, b, NULL);
    explore_pthread_join(threads[0], NULL);
    explore_pthread_join(threads[1], NULL);
}

static void add_twice(void *seen_runs)
{
    if (seen_runs)
        ++*(unsigned long *)seen_runs;
    ck_assert_int_eq(counter, 0);
    run_two(add_one, add_one);
}

static bool is_two(void *unused)
{
    (void)unused;
    return counter == 2;
}

static const struct explore_finding *
find_kind(const struct explore_report *report, enum explore_kind kind)
{
    for (size_t i = 0; i < report->count; i++)
        if (report->findings[i].kind == kind)
            return &report->findings[i];
    return NULL;
}

START_TEST(an_invariant_decides_and_one_preemption_shows_it)
{
    struct explore_options options = {.schedules = 300};
    struct explore_report report;
    locked = false;
    ck_assert_int_eq(explore_run(&options, add_twice, NULL, is_two, &report),
                     EXPLORE_FOUND);
    const struct explore_finding *wrong = find_kind(&report, EXPLORE_WRONG);
    ck_assert_ptr_nonnull(wrong);
    ck_assert_uint_eq(wrong->preemptions, 1);
    ck_assert(wrong->fewest);
    const struct explore_finding *race = find_kind(&report, EXPLORE_RACE);
    ck_assert_ptr_nonnull(race);
    ck_assert_uint_eq(race->preemptions, 0);
    ck_assert_ptr_nonnull(strstr(race->text, "counter"));
    ck_assert_ptr_nonnull(strstr(race->text, "test_run.c:"));
    explore_report_clear(&report);
}
END_TEST

START_TEST(a_schedule_replays_to_the_same_end)
{
    struct explore_options options = {.schedules = 300};
    struct explore_report report, first, again;
    locked = false;
    explore_run(&options, add_twice, NULL, is_two, &report);
    const struct explore_finding *wrong = find_kind(&report, EXPLORE_WRONG);
    ck_assert_ptr_nonnull(wrong);
    options.replay = wrong->schedule;
    explore_run(&options, add_twice, NULL, is_two, &first);
    for (int i = 0; i < 20; i++) {
        ck_assert_int_eq(explore_run(&options, add_twice, NULL, is_two, &again),
                         EXPLORE_FOUND);
        const struct explore_finding *same = find_kind(&again, EXPLORE_WRONG);
        ck_assert_ptr_nonnull(same);
        ck_assert_str_eq(same->schedule, wrong->schedule);
        const struct explore_evidence *a = &same->evidence,
                                      *b = &first.findings[0].evidence;
        ck_assert_uint_gt(a->count, 4);
        ck_assert_uint_eq(a->count, b->count);
        for (size_t k = 0; k < a->count; k++)
            ck_assert_str_eq(a->steps[k].what, b->steps[k].what);
        explore_report_clear(&again);
    }
    explore_report_clear(&first);
    explore_report_clear(&report);
}
END_TEST

START_TEST(a_schedule_of_another_program_is_refused)
{
    struct explore_options options = {.replay = "2:7/9"};
    struct explore_report report;
    locked = true;
    ck_assert_int_eq(explore_run(&options, add_twice, NULL, is_two, &report),
                     EXPLORE_NOT_JUDGED);
    ck_assert_ptr_nonnull(strstr(report.not_judged, "step 2"));
    explore_report_clear(&report);
    options.replay = "/3";
    ck_assert_int_eq(explore_run(&options, add_twice, NULL, is_two, &report),
                     EXPLORE_NOT_JUDGED);
    ck_assert_ptr_nonnull(strstr(report.not_judged, "3 steps"));
    explore_report_clear(&report);
}
END_TEST

START_TEST(every_budget_ends_the_search)
{
    static const struct explore_options budgets[] = {
        {.schedules = 70},
        {.schedules = 1000000000, .patience = 200},
        {.schedules = 1000000000, .seconds = 0.02},
    };
    locked = true;
    for (size_t i = 0; i < sizeof budgets / sizeof *budgets; i++) {
        struct explore_report report;
        ck_assert_int_eq(
            explore_run(&budgets[i], add_twice, NULL, is_two, &report),
            EXPLORE_CLEAN);
        ck_assert_uint_gt(report.schedules, 60);
        ck_assert_uint_lt(report.schedules, budgets[i].schedules + 1);
        explore_report_clear(&report);
    }
}
END_TEST

START_TEST(a_seed_decides_on_all_schedules)
{
    unsigned long failing[3], first[3];
    locked = false;
    for (int i = 0; i < 3; i++) {
        struct explore_options options = {
            .schedules = 500, .count_only = true, .seed = i == 2 ? 8 : 7};
        struct explore_report report;
        explore_run(&options, add_twice, NULL, is_two, &report);
        const struct explore_finding *wrong = find_kind(&report, EXPLORE_WRONG);
        ck_assert_ptr_nonnull(wrong);
        failing[i] = wrong->count;
        first[i] = wrong->first;
        explore_report_clear(&report);
    }
    ck_assert_uint_eq(failing[0], failing[1]);
    ck_assert_uint_eq(first[0], first[1]);
    ck_assert(failing[0] != failing[2] || first[0] != first[2]);
}
END_TEST

START_TEST(correct_code_is_clean_and_exhausted)
{
    struct explore_options options = {.schedules = 20000};
    struct explore_report report;
    /* Outside the variables, which go back to their first values. */
    unsigned long *seen = calloc(1, sizeof *seen);
    locked = true;
    ck_assert_int_eq(explore_run(&options, add_twice, seen, is_two, &report),
                     EXPLORE_CLEAN);
    ck_assert_uint_eq(report.count, 0);
    ck_assert(report.exhausted);
    ck_assert_uint_eq(*seen, report.schedules);
    explore_report_clear(&report);
    free(seen);
}
END_TEST

static int stage, first_seen, then_seen;

static void *climb(void *unused)
{
    for (int i = 0; i < 3; i++) {
        __tsan_write4(&stage);
        stage++;
    }
    return unused;
}

static void *look(void *unused)
{
    __tsan_read4(&stage);
    first_seen = stage;
    __tsan_read4(&stage);
    then_seen = stage;
    return unused;
}

static void climb_and_look(void *unused)
{
    (void)unused;
    run_two(climb, look);
}

/* Wrong after one early preemption, or after two of which the first is late. */
static bool is_seen_well(void *unused)
{
    (void)unused;
    return first_seen != 1 && !(first_seen == 2 && then_seen == 3);
}

START_TEST(the_fewest_preemptions_are_found)
{
    struct explore_options options = {.schedules = 1000};
    struct explore_report report;
    ck_assert_int_eq(
        explore_run(&options, climb_and_look, NULL, is_seen_well, &report),
        EXPLORE_FOUND);
    const struct explore_finding *wrong = find_kind(&report, EXPLORE_WRONG);
    ck_assert_ptr_nonnull(wrong);
    ck_assert_uint_eq(wrong->preemptions, 1);
    ck_assert(wrong->fewest);
    explore_report_clear(&report);
}
END_TEST

static void *forwards(void *unused)
{
    explore_pthread_mutex_lock(&lock);
    explore_pthread_mutex_lock(&other);
    explore_pthread_mutex_unlock(&other);
    explore_pthread_mutex_unlock(&lock);
    return unused;
}

static void *backwards(void *unused)
{
    explore_pthread_mutex_lock(&other);
    explore_pthread_mutex_lock(&lock);
    explore_pthread_mutex_unlock(&lock);
    explore_pthread_mutex_unlock(&other);
    return unused;
}

static void cross(void *unused)
{
    (void)unused;
    run_two(forwards, backwards);
}

START_TEST(a_deadlock_is_told_in_words)
{
    struct explore_options options = {.schedules = 200};
    struct explore_report report;
    ck_assert_int_eq(explore_run(&options, cross, NULL, NULL, &report),
                     EXPLORE_FOUND);
    const struct explore_finding *found = find_kind(&report, EXPLORE_DEADLOCK);
    ck_assert_ptr_nonnull(found);
    ck_assert_uint_eq(found->preemptions, 1);
    ck_assert_ptr_nonnull(
        strstr(found->text, "thread 1 waits for mutex other"));
    ck_assert_ptr_nonnull(strstr(found->text, "held by thread 2"));
    ck_assert_ptr_nonnull(strstr(found->text, "thread 2 waits for mutex lock"));
    ck_assert_ptr_nonnull(strstr(found->text, "held by thread 1"));
    explore_report_clear(&report);
}
END_TEST

static void depends_on_nothing(void *first)
{
    struct {
        int drawn;
        char *block;
    } *seen = first, now = {explore_rand(), explore_malloc(24)};
    if (!seen->block) {
        *seen = (typeof(now)){now.drawn, now.block};
        return;
    }
    if (seen->drawn != now.drawn || seen->block != now.block)
        explore_fail("random number or address differ");
    for (int i = 0; i < 24; i++)
        if ((unsigned char)now.block[i] != 0xa5)
            explore_fail("fresh memory differs");
    now.block[0] = 1;
}

START_TEST(every_run_begins_alike)
{
    struct explore_options options = {.schedules = 50};
    struct explore_report report;
    void *seen = calloc(1, 16);
    ck_assert_int_eq(
        explore_run(&options, depends_on_nothing, seen, NULL, &report),
        EXPLORE_CLEAN);
    ck_assert_uint_gt(report.schedules, 1);
    explore_report_clear(&report);
    free(seen);
}
END_TEST

static void needs_too_much(void *unused)
{
    (void)unused;
    explore_panic("no memory for %s", "a test");
}

START_TEST(an_explorer_that_gives_up_blames_nobody)
{
    struct explore_options options = {.schedules = 50};
    struct explore_report report;
    ck_assert_int_eq(explore_run(&options, needs_too_much, NULL, NULL, &report),
                     EXPLORE_NOT_JUDGED);
    ck_assert_str_eq(report.not_judged,
                     "the explorer gave up: no memory for a test");
    ck_assert_uint_eq(report.count, 0);
    explore_report_clear(&report);
}
END_TEST

static char *silence(struct explore_report report)
{
    static char text[400];
    FILE *stream = fmemopen(text, sizeof text, "w");
    explore_print_text(stream, "x.c", &report);
    fclose(stream);
    return text;
}

START_TEST(a_search_that_was_cut_says_so)
{
    ck_assert_str_eq(
        silence((struct explore_report){.schedules = 3, .late = true}),
        "x.c: nothing found in 3 schedules.\nThe time was up before the other "
        "schedules: -t gives more.\n");
    ck_assert_str_eq(
        silence((struct explore_report){.schedules = 2, .cut = true}),
        "x.c: nothing found in 2 schedules,\nthe last of which was not "
        "followed to its end.\n");
}
END_TEST

START_TEST(a_report_without_findings_prints)
{
    struct explore_report report = {.schedules = 7};
    char text[400] = "";
    FILE *stream = fmemopen(text, sizeof text, "w");
    explore_print_text(stream, "x.c", &report);
    fclose(stream);
    ck_assert_str_eq(text, "x.c: nothing found in 7 schedules.\n");
    stream = fmemopen(text, sizeof text, "w");
    report.not_judged = "it calls \"fork\"";
    report.verdict = EXPLORE_NOT_JUDGED;
    explore_print_json(stream, "x.c", &report);
    fclose(stream);
    ck_assert_ptr_nonnull(strstr(text, "\"it calls \\\"fork\\\"\""));
    ck_assert_ptr_nonnull(strstr(text, "\"verdict\": \"not judged\""));
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("run");
    TCase *tests = tcase_create("run");
    tcase_set_timeout(tests, 60);
    tcase_add_test(tests, an_invariant_decides_and_one_preemption_shows_it);
    tcase_add_test(tests, the_fewest_preemptions_are_found);
    tcase_add_test(tests, a_schedule_replays_to_the_same_end);
    tcase_add_test(tests, a_schedule_of_another_program_is_refused);
    tcase_add_test(tests, every_budget_ends_the_search);
    tcase_add_test(tests, a_seed_decides_on_all_schedules);
    tcase_add_test(tests, correct_code_is_clean_and_exhausted);
    tcase_add_test(tests, a_deadlock_is_told_in_words);
    tcase_add_test(tests, every_run_begins_alike);
    tcase_add_test(tests, an_explorer_that_gives_up_blames_nobody);
    tcase_add_test(tests, a_search_that_was_cut_says_so);
    tcase_add_test(tests, a_report_without_findings_prints);
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed != 0;
}

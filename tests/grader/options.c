/* options.c - tests of grader/options.c and grader/nearest.c. */
#include <getopt.h>

#include "../../grader/die.h"
#include "../../grader/nearest.h"
#include "../../grader/export.h"
#include "../../grader/options.h"
#include "../unit.h"
#include "ending.h"

enum { WORDS = 12 };

static struct options parse(char **words)
{
    char *argv[WORDS + 2] = {"parcours"};
    int argc = 1;
    for (; *words != NULL; words++)
        argv[argc++] = *words;
    optind = 0;
    return options_parse(argc, argv);
}

#define PARSE(...) parse((char *[]){__VA_ARGS__, NULL})

START_TEST(everything_can_be_given)
{
    struct options o = PARSE("check", "--episode=races", "--exercise=counter",
                             "--submission=a.c", "--tool=both", "--format=json",
                             "--seed=9223372036854775807", "--explain=1",
                             "--dry-run", "--yes", "--repeat=7");
    ck_assert_str_eq(o.command, "check");
    ck_assert_str_eq(o.episode, "races");
    ck_assert_str_eq(o.exercise, "counter");
    ck_assert_str_eq(o.submission, "a.c");
    ck_assert_int_eq(o.tool, TOOL_BOTH);
    ck_assert_int_eq(o.format, FORMAT_JSON);
    ck_assert(o.seed == INT64_MAX && o.seeded);
    ck_assert(o.explain && o.dry_run && o.yes);
    ck_assert_uint_eq(o.repeat, 7);
}
END_TEST

START_TEST(empty_values_count_as_not_given)
{
    struct options o = PARSE(
        "--episode=", "--exercise=", "--submission=", "--tool=", "--format=",
        "--seed=", "--explain=", "--dry-run=0", "--yes=", "--repeat=", "list");
    ck_assert_str_eq(o.command, "list");
    ck_assert_ptr_null(o.episode);
    ck_assert_ptr_null(o.exercise);
    ck_assert_ptr_null(o.submission);
    ck_assert_int_eq(o.tool, 0);
    ck_assert_int_eq(o.format, FORMAT_TEXT);
    ck_assert(!o.seeded && !o.explain && !o.dry_run && !o.yes);
    ck_assert_uint_eq(o.repeat, 1);
}
END_TEST

START_TEST(typed_names_that_are_no_options_nor_close_to_one)
{
    struct options o = PARSE(
        "list", "--typed=EPISODE DRY_RUN GPU NO_COLOR CC TASKFLOW", "--yes");
    ck_assert(o.yes);
}
END_TEST

START_TEST(tools_have_names)
{
    ck_assert_int_eq(PARSE("check", "--tool=tsan").tool, TOOL_TSAN);
    ck_assert_int_eq(PARSE("check", "--tool=helgrind").tool, TOOL_HELGRIND);
    ck_assert_int_eq(PARSE("check", "--format=text").format, FORMAT_TEXT);
    struct options junit = PARSE("check", "--format=junit");
    ck_assert_int_eq(junit.format, FORMAT_EXPORT);
    ck_assert_ptr_eq(junit.export, export_find("junit"));
}
END_TEST

START_TEST(a_seed_of_its_own_fits_into_result_files)
{
    uint64_t before = PARSE("check").seed, same = 0;
    for (int i = 0; i < 64; i++) {
        struct options o = PARSE("check");
        ck_assert(o.seed <= INT64_MAX && !o.seeded);
        same += o.seed == before;
    }
    ck_assert_uint_eq(same, 0);
}
END_TEST

static const struct {
    char *words[4];
    const char *says;
} mistakes[] = {
    {{NULL}, "give one command"},
    {{"check", "list"}, "give one command"},
    {{"check", "--tool=drd"}, "TOOL is tsan, helgrind or both, not \"drd\""},
    {{"check", "--format=xml"},
     "FORMAT is one of text, json,\n    autolab, github, gradescope, "
     "html, junit, prairielearn, not \"xml\""},
    {{"check", "--seed=x"}, "SEED is a whole number"},
    {{"check", "--seed=-1"}, "SEED is a whole number"},
    {{"check", "--seed= -1"}, "SEED is a whole number"},
    {{"check", "--seed=1.5"}, "SEED is a whole number"},
    {{"check", "--seed=9223372036854775808"}, "SEED is a whole number"},
    {{"check", "--seed=99999999999999999999"}, "SEED is a whole number"},
    {{"check", "--repeat=0"}, "REPEAT is a whole number from 1 to 1000000"},
    {{"check", "--repeat=4294967296"}, "REPEAT is a whole number"},
    {{"selftest", "--jobs=0"}, "JOBS is a whole number from 1 to 64"},
    {{"selftest", "--jobs=65"}, "JOBS is a whole number"},
    {{"check", "--nonsense"}, "see make help"},
    {{"check", "--episode"}, "see make help"},
};

static void parse_mistake(void *words)
{
    parse(words);
}

START_TEST(a_mistake_is_a_usage_error)
{
    struct ending e = ending_of(parse_mistake, (void *)mistakes[_i].words);
    ending_check(&e, STATUS_USAGE, mistakes[_i].says);
    ending_check(&e, STATUS_USAGE, "(exit status 2)");
}
END_TEST

/* --- did you mean -------------------------------------------------------- */

static const struct {
    const char *a, *b;
    unsigned distance;
} distances[] = {
    {"", "", 0},
    {"", "abc", 3},
    {"counter", "counter", 0},
    {"conter", "counter", 1},   /* insert */
    {"countter", "counter", 1}, /* delete */
    {"coumter", "counter", 1},  /* replace */
    {"cuonter", "counter", 1},  /* swap */
    {"ca", "abc", 3},           /* restricted: no edit inside of a swap */
    {"kitten", "sitting", 3},
    {"abcdefghijklmnopqrstuvwxyzabcdeXXX", "abcdefghijklmnopqrstuvwxyzabcdeY",
     0}, /* behind the 31st character */
};

START_TEST(distances_count_edits)
{
    ck_assert_uint_eq(nearest_distance(distances[_i].a, distances[_i].b),
                      distances[_i].distance);
    ck_assert_uint_eq(nearest_distance(distances[_i].b, distances[_i].a),
                      distances[_i].distance);
}
END_TEST

static const struct {
    char *name;
    const char *says;
} unknown[] = {
    {"QUEUE", "did you mean: queue?"},
    {"qeueu", "there is no exercise \"qeueu\"; did you mean: queue?"},
    {"counters", "did you mean: counter?"},
    {"guardqueue", "there are:\n    counter, queue, guards"},
    {"gueues", "did you mean: queue, guards?"},
    {"", "there are:\n    counter, queue, guards"},
};

static void look_up(void *name)
{
    static const char *const names[] = {"counter", "queue", "guards", NULL};
    nearest_die("exercise", name, names);
}

START_TEST(close_names_are_suggested)
{
    struct ending e = ending_of(look_up, unknown[_i].name);
    ending_check(&e, STATUS_USAGE, unknown[_i].says);
}
END_TEST

/* --- the voice of the grader --------------------------------------------- */

static void fail_as_grader(void *reason)
{
    die("%s is broken", (char *)reason);
}

static void fail_to_judge(void *reason)
{
    die_status(STATUS_NOT_JUDGED, "%s", (char *)reason);
}

START_TEST(the_last_line_has_the_exit_status)
{
    struct ending e = ending_of(fail_as_grader, "it");
    ending_check(&e, STATUS_GRADER,
                 "parcours: it is broken\n"
                 "parcours: the grader failed (exit status 4)\n");
    e = ending_of(fail_to_judge, "no core");
    ending_check(&e, STATUS_NOT_JUDGED,
                 "parcours: no core\nparcours: not judged (exit status 3)\n");
}
END_TEST

Suite *options_suite(void)
{
    Suite *suite = suite_create("options");
    TCase *tests = tcase_create("all");
    tcase_add_test(tests, everything_can_be_given);
    tcase_add_test(tests, empty_values_count_as_not_given);
    tcase_add_test(tests, typed_names_that_are_no_options_nor_close_to_one);
    tcase_add_test(tests, tools_have_names);
    tcase_add_test(tests, a_seed_of_its_own_fits_into_result_files);
    tcase_add_loop_test(tests, a_mistake_is_a_usage_error, 0,
                        (int)(sizeof mistakes / sizeof *mistakes));
    tcase_add_loop_test(tests, distances_count_edits, 0,
                        (int)(sizeof distances / sizeof *distances));
    tcase_add_loop_test(tests, close_names_are_suggested, 0,
                        (int)(sizeof unknown / sizeof *unknown));
    tcase_add_test(tests, the_last_line_has_the_exit_status);
    suite_add_tcase(suite, tests);
    return suite;
}

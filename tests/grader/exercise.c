/* exercise.c - tests of grader/exercise.c: good and bad episode.conf files. */
#include <stdlib.h>
#include <string.h>

#include "../../grader/exercise.h"
#include "../../grader/text.h"
#include "../unit.h"
#include "ending.h"
#include "folder.h"

#define CORRECT \
    "{ id = \"correct\"; kind = \"correct\"; points = 3; title = \"right\"; }"
#define SPEED                                                                 \
    "{ id = \"speed\"; kind = \"speed\"; points = 2.5; title = \"faster\";\n" \
    "  threads = 8; target = 2; wall = 1.2; }"
#define HEAD                                                     \
    "name = \"counter\"; title = \"Count\"; about = \"Lost\";\n" \
    "file = \"counter.c\";\n"
#define FORBIDS "forbids = (\"mtx_*\", \"asm\");\n"
#define HINTS "hints = (\"one\", \"two\");\n"
#define EXERCISE(content) \
    "title = \"Races\";\nexercises = (\n{ " content " }\n);\n"
#define GOOD EXERCISE(HEAD "checks = (" CORRECT ", " SPEED ");\n" HINTS FORBIDS)

static void write_text(const char *path, const char *text)
{
    files_write(path, text, strlen(text));
}

static void write_course(const char *conf)
{
    files_make_folder("episodes/races");
    write_text("episodes/course.conf", "episodes = (\"races\", \"mpi\");\n");
    if (conf != NULL)
        write_text("episodes/races/episode.conf", conf);
}

static void load(void *name)
{
    struct episode episode;
    episode_load(name, &episode);
}

START_TEST(reads_what_an_episode_says)
{
    struct episode episode;
    write_course(GOOD);
    episode_load("races", &episode);
    ck_assert_str_eq(episode.title, "Races");
    ck_assert_uint_eq(episode.count, 1);
    const struct exercise *e = episode_find(&episode, "counter");
    ck_assert_str_eq(e->episode, "races");
    ck_assert_str_eq(e->title, "Count");
    ck_assert_str_eq(e->about, "Lost");
    ck_assert_str_eq(e->file, "counter.c");
    ck_assert_str_eq(e->folder, "episodes/races/counter");
    ck_assert_str_eq(e->suite, "tests/episodes/races/counter.c");
    ck_assert_str_eq(e->solution, "solutions/races/counter.c");
    ck_assert_int_eq(e->tool, TOOL_TSAN);
    ck_assert_double_eq(e->call_seconds, 2);
    ck_assert_uint_eq(e->nchecks, 2);
    ck_assert_uint_eq(e->nhints, 2);
    ck_assert_str_eq(e->hints[1], "two");
    ck_assert_str_eq(e->forbids[0], "mtx_*");
    ck_assert_str_eq(e->forbids[1], "asm");
    ck_assert_ptr_null(e->forbids[2]);
    char *skeleton = exercise_skeleton(e);
    ck_assert_str_eq(skeleton, "episodes/races/counter/counter.c");
    free(skeleton);
    episode_clear(&episode);
}
END_TEST

START_TEST(reads_what_a_check_says)
{
    struct episode episode;
    write_course(GOOD);
    episode_load("races", &episode);
    const struct check_spec *c = episode.exercises[0].checks;
    ck_assert_str_eq(c[0].id, "correct");
    ck_assert_int_eq(c[0].kind, CHECK_CORRECT);
    ck_assert_double_eq(c[0].points, 3);
    ck_assert_uint_eq(c[0].threads, 4);
    ck_assert_str_eq(c[1].title, "faster");
    ck_assert_int_eq(c[1].kind, CHECK_SPEED);
    ck_assert_double_eq(c[1].points, 2.5);
    ck_assert_double_eq(c[1].target, 2);
    ck_assert_double_eq(c[1].wall, 1.2);
    ck_assert_uint_eq(c[1].threads, 8);
    episode_clear(&episode);
}
END_TEST

START_TEST(knows_every_tool)
{
    static const char *const words[] = {"tsan", "helgrind", "both"};
    for (size_t i = 0; i < 3; i++) {
        struct episode episode;
        char *conf = text_format(
            EXERCISE(HEAD "tool = \"%s\"; checks = (" CORRECT ");\n" HINTS),
            words[i]);
        write_course(conf);
        free(conf);
        episode_load("races", &episode);
        ck_assert_uint_eq(episode.exercises[0].tool, i + 1);
        episode_clear(&episode);
    }
}
END_TEST

#define CHECK(content) EXERCISE(HEAD "checks = (\n{ " content " });\n" HINTS)
#define AT(line) "episodes/races/episode.conf:" #line ": "

static const struct {
    const char *conf, *says;
} bad[] = {
    {"title = \"Races\";\nexercises = (;\n", AT(2) "syntax error"},
    {"exercises = ();\n", "needs title = "},
    {"title = 3;\nexercises = ();\n", "needs title = "},
    {"title = \"Races\";\n", "needs exercises = "},
    {"title = \"Races\";\nexercises = ();\n", "needs exercises = "},
    {"title = \"Races\";\nexercises = 7;\n", "needs exercises = "},
    {"title = \"Races\";\nexercises = (\n7);\n",
     AT(3) "an exercise is a group"},
    {EXERCISE("title = \"Count\";"), AT(3) "needs name = "},
    {EXERCISE("name = \"\";"), AT(3) "name must have 1 to 20 characters"},
    {EXERCISE(HEAD HINTS), AT(3) "needs checks = "},
    {EXERCISE(HEAD "checks = (7);\n" HINTS), AT(5) "a check is a group"},
    {EXERCISE(HEAD "checks = (" CORRECT ",\n" CORRECT ");\n" HINTS),
     AT(6) "there are two checks \"correct\""},
    {EXERCISE(HEAD "checks = (" CORRECT ");\n" HINTS "},\n{ " HEAD
                   "checks = (" CORRECT ");\n" HINTS),
     AT(8) "there are two exercises \"counter\""},
    {EXERCISE(HEAD "checks = (" CORRECT ");"), AT(3) "needs hints = "},
    {EXERCISE(HEAD "checks = (" CORRECT ");\nhints = ();"),
     AT(3) "needs hints = "},
    {EXERCISE(HEAD "checks = (" CORRECT ");\nhints = (\"one\", \"\");"),
     AT(6) "hint 2 is not a text"},
    {EXERCISE(HEAD "checks = (" CORRECT ");\nhints = (1);"),
     AT(6) "hint 1 is not a text"},
    {EXERCISE(HEAD "tool = \"drd\";"), AT(3) "unknown tool \"drd\""},
    {EXERCISE(HEAD "tool = 3;"), AT(3) "tool is one of"},
    {EXERCISE(HEAD "libomp = true;"), "libomp = true; goes with openmp"},
    {EXERCISE(HEAD "call_seconds = -1;"),
     AT(5) "call_seconds must not be negative"},
    {EXERCISE(HEAD "call_seconds = \"3\";"),
     AT(5) "call_seconds must be a number"},
    {CHECK("id = \"right\"; kind = \"correct\"; pionts = 3;"),
     AT(6) "there is no setting \"pionts\" here"},
    {EXERCISE(HEAD "tools = \"tsan\";"),
     AT(5) "there is no setting \"tools\" here"},
    {CHECK("title = \"right\"; kind = \"correct\";"), AT(6) "needs id = "},
    {CHECK("id = \"right\"; kind = \"correct\";"), AT(6) "needs title = "},
    {CHECK("id = \"right\"; title = \"t\";"), AT(6) "needs kind = "},
    {CHECK("id = \"a\"; title = \"t\"; kind = \"fast\";"),
     AT(6) "unknown kind \"fast\": one of correct, race, speed"},
    {CHECK("id = \"a\"; title = \"t\"; kind = \"race\";\npoints = -4;"),
     AT(7) "points must not be negative"},
    {CHECK("id = \"a\"; title = \"t\"; kind = \"speed\"; threads = 4;"),
     AT(6) "a speed check needs target"},
    {CHECK("id = \"a\"; title = \"t\"; kind = \"speed\"; target = 2;"
           "threads = 1;"),
     AT(6) "a speed check needs target"},
    {CHECK("id = \"a\"; title = \"t\"; kind = \"speed\"; target = 2;"
           "threads = 65;"),
     AT(6) "a speed check needs target"},
    {CHECK("id = \"a\"; title = \"t\"; kind = \"virtual\"; target = 2;"
           "threads = 8; most = 4;"),
     AT(6) "most = ...; is for a virtual check"},
    {CHECK("id = \"a\"; title = \"t\"; kind = \"speed\"; target = 2;"
           "threads = 8; most = 16;"),
     AT(6) "most = ...; is for a virtual check"},
    {CHECK("id = \"much-too-long\"; title = \"t\"; kind = \"race\";"),
     AT(6) "id must have 1 to 10 characters"},
    {CHECK("id = \"a\"; kind = \"race\"; title = \"a title that is much too "
           "long for the one line that it gets\";"),
     AT(6) "title must have 1 to 50 characters"},
    {EXERCISE(HEAD "checks = (" CORRECT "," CORRECT "," CORRECT "," CORRECT
                   "," CORRECT "," CORRECT "," CORRECT "," CORRECT "," CORRECT
                   ");\n" HINTS),
     AT(5) "checks has more than 8 entries"},
};

START_TEST(a_mistake_ends_the_grader_with_file_and_line)
{
    write_course(bad[_i].conf);
    struct ending e = ending_of(load, "races");
    ending_check(&e, STATUS_GRADER, bad[_i].says);
    ending_check(&e, STATUS_GRADER, "parcours: episodes/races/episode.conf");
}
END_TEST

START_TEST(a_missing_file_says_how_to_get_it_back)
{
    write_course(GOOD);
    unlink("episodes/races/episode.conf");
    struct ending e = ending_of(load, "races");
    ending_check(&e, STATUS_GRADER, "git checkout episodes/races/episode.conf");
}
END_TEST

START_TEST(an_unknown_episode_is_a_usage_error)
{
    write_course(GOOD);
    struct ending e = ending_of(load, "racse");
    ending_check(&e, STATUS_USAGE,
                 "there is no episode \"racse\"; did you mean: races?");
}
END_TEST

static void find(void *name)
{
    struct episode episode;
    episode_load("races", &episode);
    episode_find(&episode, name);
}

START_TEST(an_unknown_exercise_is_a_usage_error)
{
    write_course(GOOD);
    struct ending e = ending_of(find, "conter");
    ending_check(&e, STATUS_USAGE, "did you mean: counter?");
    e = ending_of(find, "counter");
    ck_assert_int_eq(e.status, -1); /* it returned */
}
END_TEST

START_TEST(lists_the_episodes_in_their_order)
{
    write_course(GOOD);
    char **names = episode_names();
    ck_assert_str_eq(names[0], "races");
    ck_assert_str_eq(names[1], "mpi");
    ck_assert_ptr_null(names[2]);
    episode_names_free(names);
}
END_TEST

START_TEST(the_canary_is_an_exercise_of_its_own)
{
    struct exercise e;
    exercise_canary(&e, false);
    ck_assert_uint_eq(e.nchecks, 2);
    ck_assert_int_eq(e.checks[0].kind, CHECK_RACE);
    ck_assert_int_eq(e.checks[1].kind, CHECK_EXPLORE);
    ck_assert_str_eq(e.folder, "grader/canary");
    exercise_clear(&e);
    ck_assert_ptr_null(e.folder);
}
END_TEST

Suite *exercise_suite(void)
{
    Suite *suite = suite_create("exercise");
    TCase *tests = tcase_create("all");
    tcase_add_unchecked_fixture(tests, folder_enter, folder_leave);
    tcase_add_test(tests, reads_what_an_episode_says);
    tcase_add_test(tests, reads_what_a_check_says);
    tcase_add_test(tests, knows_every_tool);
    tcase_add_loop_test(tests, a_mistake_ends_the_grader_with_file_and_line, 0,
                        (int)(sizeof bad / sizeof *bad));
    tcase_add_test(tests, a_missing_file_says_how_to_get_it_back);
    tcase_add_test(tests, an_unknown_episode_is_a_usage_error);
    tcase_add_test(tests, an_unknown_exercise_is_a_usage_error);
    tcase_add_test(tests, lists_the_episodes_in_their_order);
    tcase_add_test(tests, the_canary_is_an_exercise_of_its_own);
    suite_add_tcase(suite, tests);
    return suite;
}

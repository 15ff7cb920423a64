/*
 * Every example program gets the verdict that its name ends with.
 *
 * Wants three environment variables: EXPLORE_DIR, the directory of
 * parcours-explore, EXPLORE_PROGRAMS, that of the programs, and EXPLORE_PAIRS,
 * that of the pairs of racy and clean ones.
 */
#define _GNU_SOURCE
#include <check.h>
#include <glob.h>
#include <jansson.h>
#include <limits.h>
#include <spawn.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

enum { CLEAN = 0, FOUND = 1, USAGE = 2, NOT_JUDGED = 3 };

static char scratch[] = "/tmp/test-explore-XXXXXX";
static glob_t programs, pairs;

static const char *setting(const char *name)
{
    const char *value = getenv(name);
    if (!value) {
        fprintf(stderr, "set %s, see the head of this file\n", name);
        exit(2);
    }
    return value;
}

/* Runs parcours-explore; returns its status and the report, if any. */
static int explore(const char *const *arguments, json_t **report)
{
    char command[PATH_MAX], path[PATH_MAX];
    const char *argv[16] = {command, "--json", path};
    size_t count = 3;
    posix_spawn_file_actions_t actions;
    pid_t child;
    int status;
    snprintf(command, sizeof command, "%s/parcours-explore",
             setting("EXPLORE_DIR"));
    snprintf(path, sizeof path, "%s/report-%d.json", scratch, (int)getpid());
    while (*arguments)
        argv[count++] = *arguments++;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", 1,
                                     0);
    posix_spawn_file_actions_adddup2(&actions, STDOUT_FILENO, STDERR_FILENO);
    ck_assert_int_eq(
        posix_spawn(&child, command, &actions, NULL, (char **)argv, environ),
        0);
    posix_spawn_file_actions_destroy(&actions);
    ck_assert_int_eq(waitpid(child, &status, 0), child);
    if (report)
        *report = json_load_file(path, 0, NULL);
    unlink(path);
    ck_assert(WIFEXITED(status));
    return WEXITSTATUS(status);
}

static const char *text_of(json_t *object, const char *name)
{
    const char *text = json_string_value(json_object_get(object, name));
    return text ? text : "";
}

/* The finding of a kind, or NULL. */
static json_t *finding_of(json_t *report, const char *kind)
{
    size_t i;
    json_t *finding;
    json_array_foreach(json_object_get(report, "findings"), i, finding)
    {
        if (!strcmp(text_of(finding, "kind"), kind))
            return finding;
    }
    return NULL;
}

static const char *verdict_of(const char *path, char *verdict, size_t size)
{
    const char *mark = strstr(path, "--");
    ck_assert_ptr_nonnull(mark);
    snprintf(verdict, size, "%.*s", (int)strlen(mark) - 4, mark + 2);
    return verdict;
}

static void check_finding(const char *path, json_t *report, const char *kind)
{
    json_t *finding = finding_of(report, kind);
    ck_assert_msg(finding, "%s: no %s was found", path, kind);
    ck_assert_msg(json_integer_value(json_object_get(finding, "first")) <= 100,
                  "%s: not found in the first 100 schedules", path);
    ck_assert_msg(strstr(text_of(finding, "text"), strrchr(path, '/') + 1),
                  "%s: the text names no line of it: %s", path,
                  text_of(finding, "text"));
    size_t i, fatal = 0;
    json_t *step;
    json_array_foreach(json_object_get(finding, "steps"), i, step) fatal +=
        json_is_true(json_object_get(step, "fatal"));
    ck_assert_msg(fatal == 1, "%s: %zu fatal steps", path, fatal);
}

static void check_replay(const char *path, json_t *report, const char *kind)
{
    json_t *again;
    const char *schedule = text_of(finding_of(report, kind), "schedule");
    const char *const arguments[] = {"--replay", schedule, path, NULL};
    ck_assert_int_eq(explore(arguments, &again), FOUND);
    ck_assert_msg(finding_of(again, kind), "%s: replay of %s shows no %s", path,
                  schedule, kind);
    json_decref(again);
}

START_TEST(a_program_gets_its_verdict)
{
    const char *path = programs.gl_pathv[_i];
    const char *const arguments[] = {"-n", "1500", path, NULL};
    char kind[64];
    json_t *report;
    int status = explore(arguments, &report);
    verdict_of(path, kind, sizeof kind);
    if (!strcmp(kind, "clean")) {
        ck_assert_msg(status == CLEAN, "%s: status %d", path, status);
    } else if (!strcmp(kind, "unjudged")) {
        ck_assert_msg(status == NOT_JUDGED, "%s: status %d", path, status);
    } else {
        ck_assert_msg(status == FOUND, "%s: status %d", path, status);
        check_finding(path, report, kind);
        check_replay(path, report, kind);
    }
    json_decref(report);
}
END_TEST

/* Few schedules: the table of detectors gives them all equally few. */
START_TEST(a_pair_gets_its_verdicts)
{
    const char *path = pairs.gl_pathv[_i];
    const char *const arguments[] = {"--stats", "-n", "50", "-t",
                                     "2",       path, NULL};
    int status = explore(arguments, NULL);
    ck_assert_msg(status == (strstr(path, "--clean") ? CLEAN : FOUND),
                  "%s: status %d", path, status);
}
END_TEST

/* Nothing may be found in correct code, whatever compiled it. */
static const char *const builds[][2] = {
    {"gcc", "1"}, {"gcc", "2"}, {"clang", "0"}, {"clang", "2"}};

START_TEST(correct_code_is_clean_with_other_compilers)
{
    for (size_t i = 0; i < programs.gl_pathc; i++) {
        const char *path = programs.gl_pathv[i];
        const char *const arguments[] = {
            "-n", "300", "-c", builds[_i][0], "-O", builds[_i][1], path, NULL};
        if (!strstr(path, "--clean"))
            continue;
        int status = explore(arguments, NULL);
        ck_assert_msg(status == CLEAN, "%s with %s -O%s: status %d", path,
                      builds[_i][0], builds[_i][1], status);
    }
}
END_TEST

/*
 * Wrong code too, as long as the accesses are left in place: that is what the
 * compiler does at -O0.
 */
START_TEST(mistakes_are_found_with_clang)
{
    for (size_t i = 0; i < programs.gl_pathc; i++) {
        const char *path = programs.gl_pathv[i];
        const char *const arguments[] = {"-n",    "400", "-c",
                                         "clang", path,  NULL};
        char kind[64];
        json_t *report;
        if (strstr(path, "--clean") || strstr(path, "--unjudged") ||
            strstr(path, "omp-") || strstr(path, "weak-once"))
            continue;
        int status = explore(arguments, &report);
        ck_assert_msg(status == FOUND, "%s with clang: status %d", path,
                      status);
        ck_assert_msg(finding_of(report, verdict_of(path, kind, sizeof kind)),
                      "%s with clang: no %s", path, kind);
        json_decref(report);
    }
}
END_TEST

/* Why a program is not judged, in words and with the line. */
static const struct {
    const char *program, *why;
} reasons[] = {
    {"fork--unjudged.c", "it calls fork(), fork--unjudged.c:7"},
    {"signal--unjudged.c", "it calls signal(), signal--unjudged.c:14"},
    {"cancel--unjudged.c", "it calls pthread_cancel(), cancel--unjudged.c:15"},
    {"futex--unjudged.c", "it calls syscall(), futex--unjudged.c:"},
    {"library-exit--unjudged.c", "from within a function of the library"},
    {"long--unjudged.c", "more than 100000 steps; make the input smaller"},
    {"endless--unjudged.c", "a loop that reads and writes nothing shared"},
    {"deep--unjudged.c", "make the recursion less deep"},
    {"robust--unjudged.c", "it makes a robust mutex, robust--unjudged.c:20"},
};

START_TEST(what_is_not_judged_is_named)
{
    char path[PATH_MAX];
    json_t *report;
    snprintf(path, sizeof path, "%s/%s", setting("EXPLORE_PROGRAMS"),
             reasons[_i].program);
    ck_assert_int_eq(explore((const char *const[]){path, NULL}, &report),
                     NOT_JUDGED);
    ck_assert_msg(strstr(text_of(report, "not_judged"), reasons[_i].why),
                  "%s: %s", path, text_of(report, "not_judged"));
    json_decref(report);
}
END_TEST

/* What was used, by the name that the source has for it. */
static const struct {
    const char *program, *kind, *name;
} names[] = {
    {"open-end--race.c", "race", "writes bank->account[1].balance"},
    {"late-signal--use-after-free.c", "use-after-free", "uses promise->kept"},
    {"library-state--race.c", "race", "writes position_of_strtok"},
};

START_TEST(what_is_used_is_named)
{
    char path[PATH_MAX];
    json_t *report;
    snprintf(path, sizeof path, "%s/%s", setting("EXPLORE_PROGRAMS"),
             names[_i].program);
    ck_assert_int_eq(explore((const char *const[]){path, NULL}, &report),
                     FOUND);
    const char *text = text_of(finding_of(report, names[_i].kind), "text");
    ck_assert_msg(strstr(text, names[_i].name), "%s: %s", path, text);
    json_decref(report);
}
END_TEST

START_TEST(a_schedule_that_does_not_fit_is_named)
{
    static const char *const schedules[][2] = {
        {"1:99/7", "does not fit the program: what it asks for at step 1"},
        {"3:1/4", "does not fit the program: it has 4 steps"},
        {"nonsense", "a turn is written as step:thread"},
        {"5:1,4:2/9", "the steps of a schedule must ascend"},
    };
    char path[PATH_MAX];
    snprintf(path, sizeof path, "%s/counter--race.c",
             setting("EXPLORE_PROGRAMS"));
    for (size_t i = 0; i < sizeof schedules / sizeof *schedules; i++) {
        json_t *report;
        const char *const arguments[] = {"--replay", schedules[i][0], path,
                                         NULL};
        ck_assert_int_eq(explore(arguments, &report), NOT_JUDGED);
        ck_assert_msg(strstr(text_of(report, "not_judged"), schedules[i][1]),
                      "%s: %s", schedules[i][0], text_of(report, "not_judged"));
        json_decref(report);
    }
}
END_TEST

/* Its first schedule takes a hundred times as long as there is. */
START_TEST(what_is_cut_before_the_first_end_is_not_judged)
{
    char path[PATH_MAX];
    json_t *report;
    snprintf(path, sizeof path, "%s/too-long.c", scratch);
    FILE *file = fopen(path, "w");
    ck_assert_ptr_nonnull(file);
    fputs("int a[1000];\n"
          "int main(void)\n{\n"
          "    for (int n = 0; n < 100000; n++)\n"
          "#pragma omp parallel for\n"
          "        for (int i = 0; i < 1000; i++)\n"
          "            a[i] += n;\n"
          "    return 0;\n}\n",
          file);
    fclose(file);
    ck_assert_int_eq(
        explore((const char *const[]){"-t", "0.05", path, NULL}, &report),
        NOT_JUDGED);
    ck_assert_ptr_nonnull(strstr(text_of(report, "not_judged"),
                                 "too long to be followed to its end"));
    json_decref(report);
    unlink(path);
}
END_TEST

START_TEST(virtual_time_names_what_moves_and_repeats_itself)
{
    char path[PATH_MAX];
    json_t *reports[2];
    snprintf(path, sizeof path, "%s/../timed/packed-slots.c",
             setting("EXPLORE_PROGRAMS"));
    const char *const arguments[] = {"--virtual", "--cores", "4", path,
                                     "--",        "{P}",     NULL};
    for (int i = 0; i < 2; i++)
        ck_assert_int_eq(explore(arguments, &reports[i]), CLEAN);
    ck_assert(json_equal(reports[0], reports[1]));
    json_t *timings = json_object_get(reports[0], "timings");
    ck_assert_uint_eq(json_array_size(timings), 2);
    json_t *on_four = json_array_get(timings, 1);
    ck_assert_int_eq(json_integer_value(json_object_get(on_four, "cores")), 4);
    ck_assert_int_eq(json_integer_value(json_object_get(on_four, "threads")),
                     5);
    json_t *line = json_array_get(json_object_get(on_four, "lines"), 0);
    ck_assert_str_eq(text_of(line, "name"), "slots");
    ck_assert_int_gt(json_integer_value(json_object_get(line, "needless")),
                     100000);
    json_decref(reports[0]);
    json_decref(reports[1]);
}
END_TEST

/* Its standard input is empty, so gdb leaves after the last command. */
START_TEST(a_replay_stops_in_gdb_at_the_fatal_step)
{
    char command[3 * PATH_MAX], path[PATH_MAX], line[1024];
    bool stopped = false, shown = false;
    json_t *report;
    if (system("command -v gdb >/dev/null"))
        return; /* --gdb is for those who have it */
    snprintf(path, sizeof path, "%s/abba--deadlock.c",
             setting("EXPLORE_PROGRAMS"));
    ck_assert_int_eq(explore((const char *const[]){path, NULL}, &report),
                     FOUND);
    snprintf(command, sizeof command,
             "%s/parcours-explore --replay %s --gdb %s </dev/null 2>&1",
             setting("EXPLORE_DIR"),
             text_of(finding_of(report, "deadlock"), "schedule"), path);
    FILE *pipe = popen(command, "r");
    ck_assert_ptr_nonnull(pipe);
    while (fgets(line, sizeof line, pipe)) {
        stopped = stopped || strstr(line, "Breakpoint 1, explore_fatal_step");
        shown = shown || (stopped && strstr(line, "abba--deadlock.c:"));
    }
    pclose(pipe);
    json_decref(report);
    ck_assert(stopped);
    ck_assert(shown);
}
END_TEST

START_TEST(wrong_use_is_told_from_wrong_programs)
{
    const char *counter = programs.gl_pathv[0];
    ck_assert_int_eq(explore((const char *const[]){NULL}, NULL), USAGE);
    ck_assert_int_eq(
        explore((const char *const[]){"/nonexistent.c", NULL}, NULL), USAGE);
    ck_assert_int_eq(
        explore((const char *const[]){"-n", "many", counter, NULL}, NULL),
        USAGE);
    ck_assert_int_eq(
        explore((const char *const[]){"--replay", "1:99/7", counter, NULL},
                NULL),
        NOT_JUDGED);
    ck_assert_int_eq(
        explore((const char *const[]){"--replay", "nonsense", counter, NULL},
                NULL),
        NOT_JUDGED);
}
END_TEST

int main(void)
{
    char pattern[PATH_MAX];
    snprintf(pattern, sizeof pattern, "%s/*.c", setting("EXPLORE_PROGRAMS"));
    if (glob(pattern, 0, NULL, &programs) || !mkdtemp(scratch))
        return 1;
    snprintf(pattern, sizeof pattern, "%s/*.c", setting("EXPLORE_PAIRS"));
    if (glob(pattern, 0, NULL, &pairs))
        return 1;
    Suite *suite = suite_create("programs");
    TCase *tests = tcase_create("programs");
    tcase_set_timeout(tests, 300);
    tcase_add_loop_test(tests, a_program_gets_its_verdict, 0,
                        (int)programs.gl_pathc);
    tcase_add_loop_test(tests, a_pair_gets_its_verdicts, 0,
                        (int)pairs.gl_pathc);
    tcase_add_loop_test(tests, what_is_not_judged_is_named, 0,
                        sizeof reasons / sizeof *reasons);
    tcase_add_loop_test(tests, what_is_used_is_named, 0,
                        sizeof names / sizeof *names);
    tcase_add_test(tests, a_schedule_that_does_not_fit_is_named);
    tcase_add_test(tests, what_is_cut_before_the_first_end_is_not_judged);
    tcase_add_test(tests, virtual_time_names_what_moves_and_repeats_itself);
    tcase_add_test(tests, a_replay_stops_in_gdb_at_the_fatal_step);
    tcase_add_test(tests, wrong_use_is_told_from_wrong_programs);
    suite_add_tcase(suite, tests);
    TCase *compilers = tcase_create("compilers");
    tcase_set_timeout(compilers, 900);
    tcase_add_loop_test(compilers, correct_code_is_clean_with_other_compilers,
                        0, sizeof builds / sizeof *builds);
    tcase_add_test(compilers, mistakes_are_found_with_clang);
    suite_add_tcase(suite, compilers);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    globfree(&programs);
    globfree(&pairs);
    rmdir(scratch);
    return failed != 0;
}

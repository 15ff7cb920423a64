/* process.c - tests of grader/process.c, on programs of the shell. */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include "../../grader/process.h"
#include "../unit.h"
#include "ending.h"

static struct process sh(char *script)
{
    char *argv[] = {"sh", "-c", script, NULL};
    struct process p = {.argv = argv, .deadline = 60, .records = true};
    process_run(&p, 1, 1);
    p.argv = NULL;
    return p;
}

START_TEST(keeps_what_a_program_prints)
{
    struct process p = sh("echo out; echo err >&2; echo record >&3");
    ck_assert(process_good(&p));
    ck_assert(p.started && !p.late);
    ck_assert_str_eq(p.output.bytes, "out\nerr\n");
    ck_assert_str_eq(p.record.bytes, "record\n");
    ck_assert(p.seconds > 0 && p.cpu >= 0);
    process_clear(&p);
}
END_TEST

START_TEST(tells_how_it_ended)
{
    struct process p = sh("exit 7");
    ck_assert(!process_good(&p) && WIFEXITED(p.status));
    ck_assert_int_eq(WEXITSTATUS(p.status), 7);
    process_clear(&p);
    p = sh("kill -SEGV $$");
    ck_assert(!process_good(&p) && WIFSIGNALED(p.status));
    ck_assert_int_eq(WTERMSIG(p.status), SIGSEGV);
    process_clear(&p);
}
END_TEST

START_TEST(a_missing_program_is_no_failure_of_a_program)
{
    char *argv[] = {"parcours-no-such-program", NULL};
    struct process p = {.argv = argv, .deadline = 60};
    process_run(&p, 1, 1);
    ck_assert(!p.started && !process_good(&p));
    ck_assert_int_eq(p.failure, ENOENT);
    process_clear(&p);
}
END_TEST

/* Ended, though perhaps not yet collected by its new parent. */
static bool ends(pid_t pid)
{
    char path[64], state = 'R';
    bool gone = false;
    snprintf(path, sizeof path, "/proc/%d/stat", pid);
    for (int i = 0; i < 5000 && !gone; i++) {
        FILE *f = fopen(path, "r");
        gone = f == NULL || fscanf(f, "%*d (%*[^)]) %c", &state) != 1 ||
               state == 'Z' || state == 'X';
        if (f != NULL)
            fclose(f);
        usleep(1000);
    }
    return gone;
}

START_TEST(the_deadline_ends_a_program_and_its_children)
{
    char *argv[] = {"sh", "-c", "sleep 1000 & echo $!; sleep 1000", NULL};
    struct process p = {.argv = argv, .deadline = 0.2};
    process_run(&p, 1, 1);
    ck_assert(p.late && !process_good(&p));
    ck_assert(WIFSIGNALED(p.status));
    pid_t child = (pid_t)atol(p.output.bytes);
    ck_assert_int_gt(child, 1);
    ck_assert(ends(child));
    process_clear(&p);
}
END_TEST

START_TEST(what_a_program_leaves_behind_is_ended)
{
    struct process p = sh("sleep 1000 & echo $!");
    ck_assert(process_good(&p));
    pid_t child = (pid_t)atol(p.output.bytes);
    ck_assert_int_gt(child, 1);
    ck_assert(ends(child));
    process_clear(&p);
}
END_TEST

START_TEST(output_without_end_is_capped_and_ends)
{
    char *argv[] = {"sh", "-c", "while :; do echo yyyyyyyyyyyyyy; done", NULL};
    char *much[] = {"head", "-c", "5000000", "/dev/zero", NULL};
    struct process p[] = {{.argv = argv, .deadline = 0.1},
                          {.argv = much, .deadline = 60}};
    process_run(p, 2, 2);
    ck_assert(p[0].late);
    ck_assert_uint_le(p[0].output.length, 1 << 20);
    ck_assert(process_good(&p[1]));
    ck_assert_uint_eq(p[1].output.length, 1 << 20);
    process_clear(&p[0]);
    process_clear(&p[1]);
}
END_TEST

START_TEST(an_orphan_that_holds_the_pipes_does_not_hang_us)
{
    struct process p = sh("setsid sleep 1000 & echo $!");
    ck_assert(process_good(&p));
    pid_t orphan = (pid_t)atol(p.output.bytes);
    ck_assert_int_gt(orphan, 1);
    kill(orphan, SIGKILL);
    process_clear(&p);
}
END_TEST

START_TEST(memory_is_limited)
{
    char *argv[] = {"sh", "-c", "ulimit -v; ulimit -c", NULL};
    struct process p = {.argv = argv, .deadline = 60, .memory = 512u << 20};
    process_run(&p, 1, 1);
    ck_assert_str_eq(p.output.bytes, "524288\n0\n");
    process_clear(&p);
}
END_TEST

START_TEST(a_program_has_no_input_and_no_other_descriptors)
{
    char *argv[] = {"sh", "-c", "cat; ls /proc/self/fd | tr '\\n' ' '", NULL};
    struct process p[2] = {{.argv = argv, .deadline = 60},
                           {.argv = argv, .deadline = 60, .records = true}};
    int kept = dup(0); /* one of the parent's, not closed on exec */
    process_run(p, 2, 1);
    close(kept);
    ck_assert_str_eq(p[0].output.bytes, "0 1 2 3 "); /* 3 is that of ls */
    ck_assert_str_eq(p[1].output.bytes, "0 1 2 3 4 ");
    process_clear(&p[0]);
    process_clear(&p[1]);
}
END_TEST

START_TEST(many_programs_run_a_few_at_a_time)
{
    enum { MANY = 20 };
    char *argv[MANY][4];
    char script[MANY][32];
    struct process list[MANY];
    for (int i = 0; i < MANY; i++) {
        snprintf(script[i], sizeof script[i], "echo %d; exit %d", i, i % 2);
        char *words[] = {"sh", "-c", script[i], NULL};
        memcpy(argv[i], words, sizeof words);
        list[i] = (struct process){.argv = argv[i], .deadline = 60};
    }
    process_run(list, MANY, 3);
    for (int i = 0; i < MANY; i++) {
        ck_assert_int_eq(atoi(list[i].output.bytes), i);
        ck_assert_int_eq(process_good(&list[i]), i % 2 == 0);
        process_clear(&list[i]);
    }
}
END_TEST

static void say_bye(void)
{
    if (write(STDERR_FILENO, "bye\n", 4) != 4)
        _exit(1);
}

static void be_interrupted(void *unused)
{
    char script[64];
    char *argv[] = {"sh", "-c", script, NULL};
    struct process p = {.argv = argv, .deadline = 60};
    (void)unused;
    snprintf(script, sizeof script, "kill -INT %ld; exec sleep 1000",
             (long)getpid());
    process_catch_signals(say_bye);
    process_run(&p, 1, 1);
}

START_TEST(ctrl_c_ends_programs_and_then_the_grader)
{
    struct ending e = ending_of(be_interrupted, NULL);
    ck_assert_int_eq(e.status, -1); /* by the signal */
    ck_assert_str_eq(e.said, "bye\n");
}
END_TEST

START_TEST(one_that_has_to_be_brief_is_ended_when_it_is_not)
{
    char *const argv[] = {"yes", NULL};
    struct process p = {.argv = argv, .brief = true, .deadline = 3600};
    process_run(&p, 1, 1);
    ck_assert(p.flooded && !p.late && !process_good(&p));
    ck_assert_uint_eq(p.output.length, 1 << 20);
    process_clear(&p);
}
END_TEST

/* What is under way goes on, what was not begun is not. */
START_TEST(one_that_fails_may_decide_for_the_rest)
{
    char *const bad[] = {"false", NULL}, *const good[] = {"true", NULL};
    struct process list[] = {{.argv = good, .decisive = true},
                             {.argv = bad, .decisive = true},
                             {.argv = good}};
    process_run(list, 3, 1);
    ck_assert(process_good(&list[0]) && !process_good(&list[1]));
    ck_assert(!list[2].started && list[2].failure == ECANCELED);
    for (size_t i = 0; i < 3; i++)
        process_clear(&list[i]);
}
END_TEST

Suite *process_suite(void)
{
    Suite *suite = suite_create("process");
    TCase *tests = tcase_create("all");
    tcase_set_timeout(tests, 60);
    tcase_add_test(tests, keeps_what_a_program_prints);
    tcase_add_test(tests, tells_how_it_ended);
    tcase_add_test(tests, a_missing_program_is_no_failure_of_a_program);
    tcase_add_test(tests, the_deadline_ends_a_program_and_its_children);
    tcase_add_test(tests, what_a_program_leaves_behind_is_ended);
    tcase_add_test(tests, output_without_end_is_capped_and_ends);
    tcase_add_test(tests, an_orphan_that_holds_the_pipes_does_not_hang_us);
    tcase_add_test(tests, memory_is_limited);
    tcase_add_test(tests, a_program_has_no_input_and_no_other_descriptors);
    tcase_add_test(tests, many_programs_run_a_few_at_a_time);
    tcase_add_test(tests, ctrl_c_ends_programs_and_then_the_grader);
    tcase_add_test(tests, one_that_fails_may_decide_for_the_rest);
    tcase_add_test(tests, one_that_has_to_be_brief_is_ended_when_it_is_not);
    suite_add_tcase(suite, tests);
    return suite;
}

/*
 * What exploring finds, and how fast, beside what running finds.
 *
 * For each example program: a plain build run RUNS times, a ThreadSanitizer
 * build run RUNS times, and SCHEDULES schedules of parcours-explore. Printed
 * are the runs that went wrong (status, signal or hang), and for the explorer
 * the failing schedules, the first of them, and schedules per second.
 *
 *     EXPLORE_DIR=... bench [-n SCHEDULES] [-r RUNS] program.c ...
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <spawn.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define HANG_MILLISECONDS 1000

extern char **environ;

static char scratch[] = "/tmp/bench-explore-XXXXXX";

struct bench {
    const char *explorer; /* path of parcours-explore */
    const char *schedules;
    int runs;
};

static pid_t bench_spawn(const char *const *argv, const char *output)
{
    posix_spawn_file_actions_t actions;
    pid_t child = -1;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, output,
                                     O_WRONLY | O_CREAT | O_TRUNC, 0600);
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null",
                                     O_WRONLY, 0);
    posix_spawnp(&child, argv[0], &actions, NULL, (char **)argv, environ);
    posix_spawn_file_actions_destroy(&actions);
    return child;
}

/* Waits for the child; a hang is ended and counts as going wrong. */
static bool bench_went_wrong(pid_t child)
{
    const struct timespec moment = {.tv_nsec = 1000000};
    int status;
    for (int waited = 0; waited < HANG_MILLISECONDS; waited++) {
        if (waitpid(child, &status, WNOHANG) == child)
            return status != 0;
        nanosleep(&moment, NULL);
    }
    kill(child, SIGKILL);
    waitpid(child, &status, 0);
    return true;
}

/* Compiles with one extra flag and counts the bad runs; -1: not built. */
static int bench_runs(const char *source, const char *flag, int runs)
{
    char program[PATH_MAX];
    int wrong = 0, status;
    snprintf(program, sizeof program, "%s/program", scratch);
    const char *compile[] = {"gcc", "-O0",   "-g",       flag, source,
                             "-o",  program, "-pthread", NULL};
    const char *run[] = {program, NULL};
    pid_t child = bench_spawn(compile, "/dev/null");
    if (waitpid(child, &status, 0) != child || status)
        return -1;
    for (int i = 0; i < runs; i++)
        wrong += bench_went_wrong(bench_spawn(run, "/dev/null"));
    unlink(program);
    return wrong;
}

static void bench_explore(const struct bench *bench, const char *source)
{
    char output[PATH_MAX], name[256];
    unsigned long schedules, failing, steps;
    double seconds;
    long first;
    int status;
    snprintf(output, sizeof output, "%s/figures", scratch);
    const char *explore[] = {bench->explorer,  "--stats", "-n",
                             bench->schedules, source,    NULL};
    waitpid(bench_spawn(explore, output), &status, 0);
    FILE *file = fopen(output, "re");
    if (!file || fscanf(file, "%255s %lu %lf %lu %ld %lu", name, &schedules,
                        &seconds, &failing, &first, &steps) != 6)
        printf(" not explored\n");
    else if (first < 0)
        printf(" %8lu        - %9.0f %6lu\n", failing,
               (double)schedules / (seconds > 0 ? seconds : 1e-9), steps);
    else
        printf(" %8lu %8ld %9.0f %6lu\n", failing, first,
               (double)schedules / (seconds > 0 ? seconds : 1e-9), steps);
    if (file)
        fclose(file);
    unlink(output);
}

static void bench_program(const struct bench *bench, const char *source)
{
    const char *name = strrchr(source, '/');
    name = name ? name + 1 : source;
    printf("%-34.34s %3d %4d", name, bench_runs(source, "-O0", bench->runs),
           bench_runs(source, "-fsanitize=thread", bench->runs));
    fflush(stdout);
    bench_explore(bench, source);
    fflush(stdout);
}

int main(int argc, char **argv)
{
    char explorer[PATH_MAX];
    struct bench bench = {explorer, "2000", 50};
    const char *directory = getenv("EXPLORE_DIR");
    int letter;
    while ((letter = getopt(argc, argv, "n:r:")) != -1) {
        if (letter == '?')
            return 2;
        if (letter == 'n')
            bench.schedules = optarg;
        else
            bench.runs = atoi(optarg);
    }
    if (!directory || optind == argc || !mkdtemp(scratch)) {
        fprintf(stderr, "set EXPLORE_DIR and name programs, see bench.c\n");
        return 2;
    }
    snprintf(explorer, sizeof explorer, "%s/parcours-explore", directory);
    printf("Bad runs of %d, plain and with gcc's ThreadSanitizer;\n"
           "failing ones of %s schedules, the first, schedules per second,\n"
           "steps of the longest\n\n"
           "%-34s %3s %4s %8s %8s %9s %6s\n",
           bench.runs, bench.schedules, "program", "run", "tsan", "failing",
           "first", "per s", "steps");
    for (int i = optind; i < argc; i++)
        bench_program(&bench, argv[i]);
    rmdir(scratch);
}

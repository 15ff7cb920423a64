/*
 * Virtual time beside the clock on the wall: the speed-up of each program on
 * two cores over one, as predicted and as measured.
 *
 * Measured is the least time of ROUNDS runs with one thread and with two, in
 * turn, each in a process of its own; for that the program is built without
 * instrumentation, at -O2. The least time of many short runs is the one that
 * nothing disturbed, so a loaded machine needs more rounds, no other method.
 *
 *     EXPLORE_DIR=... bench_virtual [-r ROUNDS] [-c COSTS] program.c ...
 *
 * Prints one line for each program, and at the end how many were within 15 %.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <limits.h>
#include <math.h>
#include <spawn.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define GOOD 0.15

extern char **environ;

static char scratch[] = "/tmp/bench-virtual-XXXXXX";

struct bench {
    char explorer[PATH_MAX];
    const char *costs; /* file, or NULL for ours */
    int rounds;
};

/* In nanoseconds, with one thread on one core, and two on two. */
struct times {
    double one, two;
};

static int bench_command(const char *const *argv, const char *output)
{
    posix_spawn_file_actions_t actions;
    pid_t child;
    int status = -1;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, output,
                                     O_WRONLY | O_CREAT | O_TRUNC, 0600);
    if (!posix_spawnp(&child, argv[0], &actions, NULL, (char **)argv, environ))
        waitpid(child, &status, 0);
    posix_spawn_file_actions_destroy(&actions);
    return status;
}

/* ---- predicted ---- */

static double bench_time_of(const char *text, unsigned cores)
{
    char key[40];
    double time = 0;
    snprintf(key, sizeof key, "{\"cores\": %u, \"time\": ", cores);
    const char *at = strstr(text, key);
    if (at)
        time = strtod(at + strlen(key), NULL);
    return time;
}

static bool bench_predict(const struct bench *bench, const char *source,
                          struct times *times)
{
    char path[PATH_MAX], text[1 << 16];
    snprintf(path, sizeof path, "%s/report", scratch);
    const char *argv[12] = {bench->explorer, "--virtual", "--cores", "2",
                            "--json",        path};
    size_t count = 6;
    if (bench->costs) {
        argv[count++] = "--costs";
        argv[count++] = bench->costs;
    }
    argv[count++] = source;
    argv[count++] = "--";
    argv[count] = "{P}";
    if (bench_command(argv, "/dev/null"))
        return false;
    FILE *file = fopen(path, "re");
    size_t length = file ? fread(text, 1, sizeof text - 1, file) : 0;
    if (file)
        fclose(file);
    unlink(path);
    text[length] = '\0';
    times->one = bench_time_of(text, 1);
    times->two = bench_time_of(text, 2);
    return times->one > 0 && times->two > 0;
}

/* ---- measured ---- */

/* Where it may, it runs before all others of the machine. */
static const char harness[] = "#include <sched.h>\n"
                              "#include <stdio.h>\n"
                              "#include <time.h>\n"
                              "int program_main(int argc, char **argv);\n"
                              "static double now(void)\n"
                              "{\n"
                              "    struct timespec t;\n"
                              "    clock_gettime(CLOCK_MONOTONIC, &t);\n"
                              "    return t.tv_sec * 1e9 + t.tv_nsec;\n"
                              "}\n"
                              "int main(int argc, char **argv)\n"
                              "{\n"
                              "    struct sched_param first = {1};\n"
                              "    sched_setscheduler(0, SCHED_FIFO, &first);\n"
                              "    double start = now();\n"
                              "    int status = program_main(argc, argv);\n"
                              "    printf(\"%.0f\\n\", now() - start);\n"
                              "    return status;\n"
                              "}\n";

static bool bench_build(const char *source, const char *program)
{
    char path[PATH_MAX], object[PATH_MAX];
    snprintf(path, sizeof path, "%s/harness.c", scratch);
    snprintf(object, sizeof object, "%s/object.o", scratch);
    FILE *file = fopen(path, "we");
    if (!file)
        return false;
    fputs(harness, file);
    fclose(file);
    const char *compile[] = {
        "gcc", "-O2", "-Dmain=program_main", "-c", source, "-o", object, NULL};
    const char *link[] = {"gcc", "-O2",   path,       object,
                          "-o",  program, "-pthread", NULL};
    bool built = !bench_command(compile, "/dev/null") &&
                 !bench_command(link, "/dev/null");
    unlink(path);
    unlink(object);
    return built;
}

static void bench_run(const char *program, const char *threads, double *least)
{
    char output[PATH_MAX];
    double time;
    snprintf(output, sizeof output, "%s/time", scratch);
    const char *argv[] = {program, threads, NULL};
    if (bench_command(argv, output))
        return;
    FILE *file = fopen(output, "re");
    if (file && fscanf(file, "%lf", &time) == 1 &&
        (*least <= 0 || time < *least))
        *least = time;
    if (file)
        fclose(file);
    unlink(output);
}

static bool bench_measure(const struct bench *bench, const char *source,
                          struct times *times)
{
    char program[PATH_MAX];
    snprintf(program, sizeof program, "%s/program", scratch);
    if (!bench_build(source, program))
        return false;
    *times = (struct times){0, 0};
    for (int round = 0; round < bench->rounds; round++) {
        bench_run(program, "1", &times->one);
        bench_run(program, "2", &times->two);
    }
    unlink(program);
    return times->one > 0 && times->two > 0;
}

/* ---- both ---- */

/* Returns whether the prediction was good. */
static bool bench_program(const struct bench *bench, const char *source)
{
    struct times predicted, measured;
    const char *slash = strrchr(source, '/');
    printf("%-20.20s", slash ? slash + 1 : source);
    fflush(stdout);
    if (!bench_predict(bench, source, &predicted) ||
        !bench_measure(bench, source, &measured)) {
        printf(" not run\n");
        return false;
    }
    double ours = predicted.one / predicted.two;
    double real = measured.one / measured.two;
    double error = ours / real - 1;
    printf(" %8.2f %8.2f %9.2f %9.2f %+6.0f %%\n", predicted.one / 1e6,
           measured.one / 1e6, ours, real, 100 * error);
    fflush(stdout);
    return fabs(error) <= GOOD;
}

int main(int argc, char **argv)
{
    struct bench bench = {.rounds = 100};
    const char *directory = getenv("EXPLORE_DIR");
    int letter, good = 0;
    while ((letter = getopt(argc, argv, "r:c:")) != -1) {
        if (letter == '?')
            return 2;
        if (letter == 'r')
            bench.rounds = atoi(optarg);
        else
            bench.costs = optarg;
    }
    if (!directory || optind == argc || !mkdtemp(scratch)) {
        fprintf(stderr,
                "set EXPLORE_DIR and name programs, see bench_virtual.c\n");
        return 2;
    }
    snprintf(bench.explorer, sizeof bench.explorer, "%s/parcours-explore",
             directory);
    printf("One thread: milliseconds; two threads on two cores: speed-up\n\n"
           "%-20s %8s %8s %9s %9s %8s\n",
           "", "computed", "measured", "predicted", "measured", "error");
    for (int i = optind; i < argc; i++)
        good += bench_program(&bench, argv[i]);
    printf("\n%d of %d within %.0f %%\n", good, argc - optind, 100 * GOOD);
    rmdir(scratch);
}

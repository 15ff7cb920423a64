/*
 * parcours-cuda: run a CUDA program without a GPU and say what is wrong.
 *
 *     parcours-cuda [option ...] file.cu [argument ...]
 */
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>

#include "../process_signals.h"
#include "program.h"
#include "report.h"

/* The exit status of a program that one of its findings has ended. */
enum { ENDED_BY_FINDING = 97 };

static const char usage[] =
    "Usage: parcours-cuda [option ...] file.cu [argument ...]\n"
    "Run a CUDA program on the CPU and report races, divergent barriers,\n"
    "bad addresses, unset values and misused calls, with their lines.\n\n"
    "  -s, --schedules N  run it under N orders of threads and blocks "
    "(default 6)\n"
    "  -r, --replay N     only schedule N, counted from 0\n"
    "  -t, --seconds S    for each run (default 20)\n"
    "  -x, --fast         compile with -O2, use all cores, check nothing\n"
    "  -c, --count        count sectors, bank conflicts, atomics, branches\n"
    "  -g, --gpu NAME     whose properties and figures to use: A100, T4, "
    "V100,\n"
    "                     RTX3090, L4, RTX4090, H100, H200\n"
    "  -q, --quiet        do not show what the program prints\n"
    "  -f, --flag FLAG    further flag for the compiler, up to 15\n"
    "  -o, --output FILE  only compile, to an object file\n"
    "  -j, --json FILE    write the result to FILE as well\n"
    "  -h, --help         this text\n\n"
    "Exit status: 0 nothing found, 1 something found or not compiled, 2 "
    "usage,\n"
    "3 not judged, 4 own error.\n";

static const struct option options[] = {
    {"schedules", required_argument, NULL, 's'},
    {"replay", required_argument, NULL, 'r'},
    {"seconds", required_argument, NULL, 't'},
    {"fast", no_argument, NULL, 'x'},
    {"count", no_argument, NULL, 'c'},
    {"gpu", required_argument, NULL, 'g'},
    {"quiet", no_argument, NULL, 'q'},
    {"flag", required_argument, NULL, 'f'},
    {"output", required_argument, NULL, 'o'},
    {"json", required_argument, NULL, 'j'},
    {"help", no_argument, NULL, 'h'},
    {NULL, 0, NULL, 0},
};

struct command {
    struct program program;
    long first, schedules;
    const char *json;
};

static long number(const char *name, const char *text, long least, long most)
{
    char *end;
    long value = strtol(text, &end, 10);
    if (end != text && !*end && value >= least && value <= most)
        return value;
    fprintf(stderr,
            "parcours cuda: --%s takes a number from %ld to %ld, not %s\n",
            name, least, most, text);
    exit(USAGE);
}

static void option_flag(struct program *program)
{
    int n = 0;
    while (program->flags[n])
        n++;
    if (n < PROGRAM_FLAGS - 1)
        program->flags[n] = optarg;
}

static void option_gpu(struct program *program)
{
    static const char names[] = " A100 T4 V100 RTX3090 L4 RTX4090 H100 H200 ";
    char name[32];
    snprintf(name, sizeof name, " %.20s ", optarg);
    if (!strstr(names, name)) {
        fprintf(stderr, "parcours cuda: --gpu takes one of%s\n", names);
        exit(USAGE);
    }
    program->gpu = optarg;
}

static void option(struct command *command, int letter)
{
    struct program *program = &command->program;
    switch (letter) {
    case 's':
        command->schedules = number("schedules", optarg, 1, 10000);
        break;
    case 'r':
        command->first = number("replay", optarg, 0, 1000000);
        command->schedules = 1;
        break;
    case 't':
        program->seconds = (int)number("seconds", optarg, 1, 86400);
        break;
    case 'x':
        program->mode = MODE_FAST;
        break;
    case 'c':
        program->mode = MODE_COUNT;
        break;
    case 'g':
        option_gpu(program);
        break;
    case 'q':
        program->quiet = true;
        break;
    case 'f':
        option_flag(program);
        break;
    case 'o':
        program->object = optarg;
        break;
    case 'j':
        command->json = optarg;
        break;
    case 'h':
        fputs(usage, stdout);
        exit(PASSED);
    default:
        fputs(usage, stderr);
        exit(USAGE);
    }
}

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + 1e-9 * (double)time.tv_nsec;
}

/* A run that took its whole time is not repeated in other orders. */
static bool worth_another(const struct report *report)
{
    for (int i = 0; i < report->count; i++)
        if (!strcmp(report->found[i].kind, "endless") ||
            !strcmp(report->found[i].kind, "too-long") ||
            !strcmp(report->found[i].kind, "not-judged"))
            return false;
    return true;
}

/* What the host gets where nobody gives `undefined`; NULL if all is given. */
static const char *outcome(struct program program, long seed, int undefined)
{
    static struct report again;
    memset(&again, 0, sizeof again);
    program.undefined = undefined;
    program_run(&program, seed, false);
    report_read(&again, program.report, seed);
    const struct found *doubt = &again.doubt;
    return doubt->kind ? doubt->text[doubt->texts - 1] : NULL;
}

/* Each value twice: a program can have other reasons to differ. */
static void settle_doubt(const struct program *program, struct report *report)
{
    static const int undefined[] = {0x5a, 0xa5, 0x5a};
    const char *seen[4] = {report->doubt.text[report->doubt.texts - 1]};
    for (int i = 0; i < 3; i++) {
        seen[i + 1] = outcome(*program, report->doubt.seed, undefined[i]);
        if (!seen[i + 1])
            return;
    }
    if (!strcmp(seen[0], seen[2]) && !strcmp(seen[1], seen[3]) &&
        strcmp(seen[0], seen[1]) != 0)
        report_settle(report);
}

static int run_all(const struct command *command, struct report *report)
{
    const struct program *program = &command->program;
    long runs = program->mode == MODE_CHECK ? command->schedules : 1;
    double start = now();
    for (long i = 0; i < runs && worth_another(report); i++) {
        long seed = command->first + i;
        int status = program_run(program, seed, i == 0 && !program->quiet);
        if (status < 0 || (WIFEXITED(status) && WEXITSTATUS(status) == 127)) {
            fputs("parcours cuda: the program could not be started\n", stderr);
            return OWN_ERROR;
        }
        report_read(report, program->report, seed);
        report->runs++;
        if (i == 0)
            report->status = status;
        if (WIFSIGNALED(status)) {
            fprintf(stderr, "parcours cuda: the program was ended by %s\n",
                    strsignal(WTERMSIG(status)));
            return OWN_ERROR;
        }
    }
    if (report->doubt.kind && !report_mistakes(report))
        settle_doubt(program, report);
    report->seconds = now() - start;
    return PASSED;
}

static int finish(const struct command *command, const struct report *report,
                  const char *source)
{
    bool ended = WIFEXITED(report->status) &&
                 WEXITSTATUS(report->status) == ENDED_BY_FINDING;
    report_text(report, source);
    if (command->json && !report_json(report, source, command->json)) {
        fprintf(stderr, "parcours cuda: cannot write %s\n", command->json);
        return OWN_ERROR;
    }
    if (report_mistakes(report))
        return NOT_PASSED;
    if (ended && !report->count)
        return OWN_ERROR;
    return report_not_judged(report) ? NOT_JUDGED : PASSED;
}

static struct command command = {.program = {.mode = MODE_CHECK, .seconds = 20},
                                 .schedules = 6};

static void clean_up(void)
{
    program_remove(&command.program);
}

int main(int argc, char **argv)
{
    static struct report report;
    int letter;
    process_signals_clean_up(clean_up);
    while ((letter = getopt_long(argc, argv, "+s:r:t:xcg:qf:o:j:h", options,
                                 NULL)) != -1)
        option(&command, letter);
    if (optind == argc) {
        fputs("parcours cuda: name a file.cu (make cuda FILE=program.cu)\n",
              stderr);
        return USAGE;
    }
    command.program.arguments = argv + optind;
    int status = program_prepare(&command.program, argv[optind]);
    if (status == PASSED && !command.program.object)
        status = run_all(&command, &report);
    if (status == PASSED && !command.program.object)
        status = finish(&command, &report, argv[optind]);
    program_remove(&command.program);
    return status;
}

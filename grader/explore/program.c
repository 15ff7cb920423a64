/*
 * The main() of an explored program: explores the renamed one.
 *
 * Options come in the environment variable PARCOURS_EXPLORE, as name=value
 * separated by spaces, so that the arguments are the program's own; by hand or
 * under gdb for example
 *
 *     PARCOURS_EXPLORE='replay=12:2/40' gdb ./program
 *
 * The program's standard output is thrown away while it is explored and shown
 * when a schedule is replayed. Standard input is the same in every run.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <stdio_ext.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "calls.h"
#include "explore.h"
#include "panic.h"
#include "source.h"
#include "state.h"

int explore_main(int argc, char **argv, char **environment);

/* What the program has the system call before main() (build.c): the bounds of
 * a section, NULL if there is nothing. */
typedef void first_call(int argc, char **argv, char **environment);
extern first_call *const __start_explore_first[] __attribute__((weak));
extern first_call *const __stop_explore_first[] __attribute__((weak));

struct program {
    int argc;
    char **argv;
    char **environment;
    bool has_input;
};

struct program_options {
    struct explore_options explore;
    const char *json; /* file to write to, or NULL */
    const char *name; /* what to call the program */
    bool stats;       /* one line of figures instead of a report */
    bool timing;      /* virtual time instead of exploring */
    struct explore_machine machine;
};

static void program_body(void *argument)
{
    const struct program *program = argument;
    if (program->has_input) {
        lseek(STDIN_FILENO, 0, SEEK_SET);
        __fpurge(stdin);
        clearerr(stdin);
    }
    for (first_call *const *call = __start_explore_first;
         call != __stop_explore_first; call++)
        (*call)(program->argc, program->argv, program->environment);
    explore_exit(
        explore_main(program->argc, program->argv, program->environment));
}

/* ---- options ---- */

static bool program_option(struct program_options *options, const char *name,
                           char *value)
{
    struct explore_options *explore = &options->explore;
    if (!strcmp(name, "schedules"))
        explore->schedules = strtoul(value, NULL, 10);
    else if (!strcmp(name, "seconds"))
        explore->seconds = strtod(value, NULL);
    else if (!strcmp(name, "seed"))
        explore->seed = strtoull(value, NULL, 10);
    else if (!strcmp(name, "preemptions"))
        explore->preemptions = (unsigned)strtoul(value, NULL, 10);
    else if (!strcmp(name, "patience"))
        explore->patience = strtoul(value, NULL, 10);
    else if (!strcmp(name, "steps"))
        explore->steps = (uint32_t)strtoul(value, NULL, 10);
    else if (!strcmp(name, "replay"))
        explore->replay = value;
    else if (!strcmp(name, "virtual"))
        options->timing = true;
    else if (!strcmp(name, "cores"))
        options->machine.cores = (unsigned)strtoul(value, NULL, 10);
    else if (!strcmp(name, "costs"))
        options->machine.costs = value;
    else if (!strcmp(name, "json"))
        options->json = value;
    else if (!strcmp(name, "name"))
        options->name = value;
    else if (!strcmp(name, "stats"))
        options->stats = explore->count_only = true;
    else
        return false;
    return true;
}

static void program_read_options(struct program_options *options, char *text)
{
    char *rest;
    for (char *word = strtok_r(text, " ", &rest); word;
         word = strtok_r(NULL, " ", &rest)) {
        char *value = strchr(word, '=');
        if (value)
            *value++ = '\0';
        if (!value || !program_option(options, word, value))
            explore_panic("PARCOURS_EXPLORE: unknown option `%s'", word);
    }
}

/* ---- standard streams ---- */

/* Keeps what can be read from standard input, so that every run sees it. */
static bool program_keep_input(void)
{
    char buffer[4096];
    ssize_t length;
    off_t total = 0;
    int copy = isatty(STDIN_FILENO) ? open("/dev/null", O_RDONLY)
                                    : memfd_create("stdin", MFD_CLOEXEC);
    if (copy < 0)
        explore_panic("cannot keep standard input");
    while (!isatty(STDIN_FILENO) &&
           (length = read(STDIN_FILENO, buffer, sizeof buffer)) > 0)
        total += write(copy, buffer, (size_t)length);
    dup2(copy, STDIN_FILENO);
    close(copy);
    return total > 0;
}

/* Sends standard output nowhere; returns a stream to the old place. */
static FILE *program_silence(void)
{
    int old = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3);
    int nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);
    FILE *stream = old < 0 ? NULL : fdopen(old, "w");
    if (!stream || nowhere < 0)
        explore_panic("cannot put standard output aside");
    dup2(nowhere, STDOUT_FILENO);
    close(nowhere);
    return stream;
}

/* The file that the report is to be written to as well, or NULL. */
static FILE *program_json_file(const struct program_options *options)
{
    FILE *file = options->json ? fopen(options->json, "we") : NULL;
    if (options->json && !file)
        explore_panic("cannot write %s", options->json);
    return file;
}

/* ---- virtual time ---- */

#define DETAIL_CORES 12

#define MOST_RUNS 12

/* Numbers of cores of the curve; returns how many. */
static size_t program_cores(const struct program_options *options,
                            unsigned cores[static MOST_RUNS])
{
    static const unsigned curve[MOST_RUNS] = {1,  2,  3,  4,  6,  8,
                                              12, 16, 24, 32, 48, 64};
    memcpy(cores, curve, sizeof curve);
    if (!options->machine.cores)
        return MOST_RUNS;
    cores[1] = options->machine.cores;
    return cores[1] == 1 ? 1 : 2;
}

/* The arguments, with the number of cores in place of "{P}". */
static void program_put_cores(struct program *program, char **arguments,
                              char *number)
{
    for (int i = 1; i < program->argc; i++)
        program->argv[i] = strcmp(arguments[i], "{P}") ? arguments[i] : number;
}

static void program_print_timings(const struct program_options *options,
                                  FILE *stream,
                                  const struct explore_timing *timings,
                                  size_t count)
{
    unsigned detail = options->machine.cores;
    explore_print_timings_text(stream, options->name, timings, count,
                               detail ? detail : DETAIL_CORES);
    FILE *file = program_json_file(options);
    if (!file)
        return;
    explore_print_timings_json(file, options->name, timings, count);
    fclose(file);
}

static enum explore_verdict
program_virtual(const struct program_options *options, struct program *program,
                FILE *stream)
{
    struct explore_timing timings[MOST_RUNS];
    unsigned cores[MOST_RUNS];
    char number[16], **arguments = program->argv;
    struct explore_machine machine = options->machine;
    size_t count = 0, wanted = program_cores(options, cores);
    program->argv = calloc((size_t)program->argc + 1, sizeof *program->argv);
    if (!program->argv)
        explore_panic("no memory for the arguments");
    program->argv[0] = arguments[0];
    enum explore_verdict verdict = EXPLORE_CLEAN;
    while (count < wanted && verdict == EXPLORE_CLEAN) {
        machine.cores = cores[count];
        snprintf(number, sizeof number, "%u", machine.cores);
        program_put_cores(program, arguments, number);
        verdict =
            explore_virtual(&machine, program_body, program, &timings[count++]);
    }
    program_print_timings(options, stream, timings, count);
    for (size_t i = 0; i < count; i++)
        explore_timing_clear(&timings[i]);
    return verdict;
}

/* ---- exploring ---- */

static void program_write_json(const struct program_options *options,
                               const struct explore_report *report)
{
    FILE *file = program_json_file(options);
    if (!file)
        return;
    explore_print_json(file, options->name, report);
    fclose(file);
}

static void program_print_stats(FILE *stream, const char *name,
                                const struct explore_report *report)
{
    unsigned long first = report->schedules;
    for (size_t i = 0; i < report->count; i++)
        if (report->findings[i].first < first)
            first = report->findings[i].first;
    fprintf(stream, "%s\t%lu\t%.3f\t%lu\t%ld\t%lu\t%s\n", name,
            report->schedules, report->seconds, report->failing,
            report->count ? (long)first : -1, report->steps,
            report->not_judged ? report->not_judged : "");
}

static enum explore_verdict
program_explore(const struct program_options *options, struct program *program,
                FILE *stream)
{
    struct explore_report report;
    enum explore_verdict verdict =
        explore_run(&options->explore, program_body, program, NULL, &report);
    fflush(stdout);
    if (options->stats)
        program_print_stats(stream, options->name, &report);
    else
        explore_print_text(stream, options->name, &report);
    program_write_json(options, &report);
    explore_report_clear(&report);
    return verdict;
}

int main(int argc, char **argv, char **environment)
{
    struct program program = {argc, argv, environment, false};
    struct program_options options = {.name = source_base_name(argv[0])};
    char *text = getenv("PARCOURS_EXPLORE");
    if (text)
        program_read_options(&options, strdup(text));
    program.has_input = program_keep_input();
    FILE *stream = options.explore.replay ? stdout : program_silence();
    enum explore_verdict verdict =
        options.timing ? program_virtual(&options, &program, stream)
                       : program_explore(&options, &program, stream);
    fflush(stream);
    _exit((int)verdict);
}

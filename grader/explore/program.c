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
};

static void program_body(void *argument)
{
    const struct program *program = argument;
    if (program->has_input) {
        lseek(STDIN_FILENO, 0, SEEK_SET);
        __fpurge(stdin);
        clearerr(stdin);
    }
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

static void program_write_json(const struct program_options *options,
                               const struct explore_report *report)
{
    FILE *file = options->json ? fopen(options->json, "we") : NULL;
    if (!options->json)
        return;
    if (!file)
        explore_panic("cannot write %s", options->json);
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

int main(int argc, char **argv, char **environment)
{
    struct program program = {argc, argv, environment, false};
    struct program_options options = {.name = source_base_name(argv[0])};
    struct explore_report report;
    char *text = getenv("PARCOURS_EXPLORE");
    if (text)
        program_read_options(&options, strdup(text));
    program.has_input = program_keep_input();
    FILE *stream = options.explore.replay ? stdout : program_silence();
    enum explore_verdict verdict =
        explore_run(&options.explore, program_body, &program, NULL, &report);
    fflush(stdout);
    if (options.stats)
        program_print_stats(stream, options.name, &report);
    else
        explore_print_text(stream, options.name, &report);
    program_write_json(&options, &report);
    fflush(stream);
    explore_report_clear(&report);
    _exit((int)verdict);
}

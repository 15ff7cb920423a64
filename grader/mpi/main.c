/*
 * parcours-mpi: run an MPI program under the layer and say what is wrong.
 *
 *     parcours-mpi [option ...] program|file.c [argument ...]
 */
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../process_signals.h"
#include "board.h"
#include "count.h"
#include "orders.h"
#include "program.h"
#include "report.h"
#include "trace.h"

enum { COUNT_RANKS = 1024 };

enum { PASSED, NOT_PASSED, USAGE, NOT_JUDGED, OWN_ERROR };

static const char usage[] =
    "Usage: parcours-mpi [option ...] program|file.c [argument ...]\n"
    "Run an MPI program and report deadlocks, mismatches, races and leaks.\n\n"
    "  -n, --ranks N      ranks to start, 1 to 64 (default 4)\n"
    "  -t, --seconds S    for all runs together (default 30)\n"
    "  -o, --orders N     at most N orders of arrival (default 100)\n"
    "  -r, --replay ORDER one order, as a report names it\n"
    "  -b, --buffered     standard sends do not wait for their receiver\n"
    "  -s, --srun         by Slurm's srun, on this node, instead of mpiexec\n"
    "  -q, --quiet        do not show what the ranks print\n"
    "  -c, --count        count messages, bytes and rounds instead, with up to "
    "1024\n"
    "                     ranks on one core\n"
    "  -m, --costs FILE   with --count: the model's constants, as make "
    "calibrate\n"
    "                     writes them\n"
    "  -f, --flag FLAG    further flag for the compiler, up to 15\n"
    "  -j, --json FILE    write the result to FILE as well\n"
    "  -T, --trace FILE   write every call of the first run: a picture if "
    "FILE\n"
    "                     ends in .svg, otherwise JSON for a trace viewer\n"
    "  -h, --help         this text\n\n"
    "Exit status: 0 nothing found, 1 something found, 2 usage, 3 not judged,\n"
    "4 own error.\n";

static const struct option options[] = {
    {"ranks", required_argument, NULL, 'n'},
    {"seconds", required_argument, NULL, 't'},
    {"orders", required_argument, NULL, 'o'},
    {"replay", required_argument, NULL, 'r'},
    {"buffered", no_argument, NULL, 'b'},
    {"srun", no_argument, NULL, 's'},
    {"quiet", no_argument, NULL, 'q'},
    {"count", no_argument, NULL, 'c'},
    {"costs", required_argument, NULL, 'm'},
    {"flag", required_argument, NULL, 'f'},
    {"json", required_argument, NULL, 'j'},
    {"trace", required_argument, NULL, 'T'},
    {"help", no_argument, NULL, 'h'},
    {NULL, 0, NULL, 0},
};

static double number(const char *name, const char *text, double least,
                     double most)
{
    char *end;
    double value = strtod(text, &end);
    if (end != text && !*end && value >= least && value <= most)
        return value;
    fprintf(stderr, "parcours mpi: --%s takes a number from %g to %g, not %s\n",
            name, least, most, text);
    exit(USAGE);
}

static const char *json_file, *trace_file, *trace_program;
static bool trace_failed;

static void write_trace(void)
{
    trace_failed = !trace_write(trace_file, trace_program);
}

static void option(struct orders *orders, struct program *program, int letter)
{
    switch (letter) {
    case 'c':
        program->mini = true;
        break;
    case 'm':
        if (!count_costs(optarg))
            exit(USAGE);
        break;
    case 'f':
        program_flag(program, optarg);
        break;
    case 'n':
        orders->launch.ranks =
            (int)number("ranks (RANKS=)", optarg, 1, COUNT_RANKS);
        break;
    case 't':
        orders->seconds = number("seconds", optarg, 0.1, 86400);
        break;
    case 'o':
        orders->most = (int)number("orders", optarg, 1, 1e6);
        break;
    case 'r':
        orders->only = optarg;
        break;
    case 'b':
        orders->buffered = true;
        break;
    case 's':
        orders->launch.srun = true;
        break;
    case 'q':
        orders->launch.quiet = true;
        break;
    case 'j':
        json_file = optarg;
        break;
    case 'T':
        trace_file = optarg;
        orders->after_first = write_trace;
        break;
    case 'h':
        fputs(usage, stdout);
        exit(PASSED);
    default:
        fputs(usage, stderr);
        exit(USAGE);
    }
}

static int finish(const struct result *result, const struct program *program)
{
    report_text(result, program->path);
    if (json_file && !report_json(result, program->path, json_file)) {
        fprintf(stderr, "parcours mpi: cannot write %s\n", json_file);
        return OWN_ERROR;
    }
    if (trace_failed) {
        fprintf(stderr, "parcours mpi: cannot write %s\n", trace_file);
        return OWN_ERROR;
    }
    return result->findings     ? NOT_PASSED
           : result->not_judged ? NOT_JUDGED
                                : PASSED;
}

static int check(const struct orders *orders, const struct program *program)
{
    static struct result result;
    result.ranks = orders->launch.ranks;
    int status = orders_run(orders, &result);
    return status ? status : finish(&result, program);
}

static struct program program;

static void clean_up(void)
{
    board_destroy();
    program_remove(&program);
}

int main(int argc, char **argv)
{
    struct orders orders = {.launch = {.program = &program, .ranks = 4},
                            .most = 100,
                            .seconds = 30};
    int letter;
    process_signals_clean_up(clean_up);
    setvbuf(stdout, NULL, _IOLBF, 0);
    while ((letter = getopt_long(argc, argv, "+n:t:o:r:bsqcm:f:j:T:h", options,
                                 NULL)) != -1)
        option(&orders, &program, letter);
    if (optind == argc) {
        fputs("parcours mpi: name a program or a file.c (make mpi "
              "FILE=program.c RANKS=4)\n",
              stderr);
        return USAGE;
    }
    program.arguments = argv + optind;
    trace_program = argv[optind];
    if (!program.mini && orders.launch.ranks > BOARD_RANKS) {
        fprintf(stderr, "parcours mpi: at most %d ranks, or --count\n",
                BOARD_RANKS);
        return USAGE;
    }
    int status = program_prepare(&program, argv[optind]);
    if (status == 0)
        status = program.mini ? count_run(&program, orders.launch.ranks,
                                          orders.seconds, json_file)
                              : check(&orders, &program);
    program_remove(&program);
    return status;
}

/*
 * parcours-explore: explore the schedules of one C program.
 *
 * Compiles the file, links it with the runtime, and starts the result, which
 * explores itself (program.c). To build the runtime and this command by hand,
 * in an empty directory DIR:
 *
 *     cc -std=gnu11 -O2 -g -c .../grader/explore/[a-z]*.c
 *     ar rcs libexplore.a *.o && cp .../grader/explore/names.map .
 *     ar d libexplore.a main.o build.o scan.o simd.o calibrate.o
 *     cc main.o build.o scan.o simd.o -o parcours-explore
 *
 * The command looks for libexplore.a and names.map in its own directory.
 */
#define _GNU_SOURCE
#include <getopt.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../process_signals.h"
#include "build.h"
#include "scan.h"
#include "simd.h"

enum { STATUS_USAGE = 2, STATUS_NOT_JUDGED = 3, STATUS_OWN_ERROR = 4 };

#define MAX_FLAGS 32
#define SETTINGS_SIZE 8192
#define DEFAULT_SECONDS "10"
#define OPENMP_STEPS "4000000000" /* loops are long; time is the limit */

struct command {
    struct build build;
    char *flags[MAX_FLAGS + 1];
    size_t flag_count;
    char settings[SETTINGS_SIZE]; /* for program.c */
    const char *keep;             /* path to leave the program at, or NULL */
    bool gdb;
    bool long_runs; /* a longest schedule was given */
    bool limited;   /* a number of schedules or seconds was given */
};

static const char usage[] =
    "Usage: parcours-explore [option ...] program.c [-- argument ...]\n"
    "Run a threaded C program under many schedules and report what goes wrong."
    "\n\n"
    "  -n, --schedules N     at most N schedules (default 10000, in 10 s)\n"
    "  -t, --seconds S       at most S seconds of searching\n"
    "  -s, --seed N          of the random choices (default 0)\n"
    "  -p, --preemptions N   bound of the exhaustive search (default 2)\n"
    "      --patience N      stop after N schedules that reach nothing new\n"
    "      --steps N         longest schedule (default 100000)\n"
    "  -r, --replay STRING   run one schedule, as printed by a report\n"
    "      --gdb             replay under gdb, stopped at the fatal step\n"
    "      --virtual         compute its speed on 1 to 64 cores instead\n"
    "      --cores P         only on 1 and P cores; lines and locks of P\n"
    "      --costs FILE      costs of events, as written by make calibrate\n"
    "      --json FILE       write the report to FILE as well\n"
    "      --stats           print one line of figures instead of the report\n"
    "  -c, --compiler CC     compiler (default gcc)\n"
    "  -O LEVEL              optimisation (default 0; with --virtual 2)\n"
    "  -f, --flag FLAG       further flag for the compiler\n"
    "  -o, --output FILE     keep the program, to be run with gdb\n"
    "  -h, --help            this text\n\n"
    "With --virtual, an argument {P} of the program stands for the number of\n"
    "cores, which sysconf() tells it as well.\n\n"
    "Exit status: 0 nothing found, 1 something found, 2 usage, 3 not judged,\n"
    "4 own error.\n";

enum {
    OPT_PATIENCE = 256,
    OPT_STEPS,
    OPT_GDB,
    OPT_JSON,
    OPT_STATS,
    OPT_VIRTUAL,
    OPT_CORES,
    OPT_COSTS
};

static const struct option options[] = {
    {"schedules", required_argument, NULL, 'n'},
    {"seconds", required_argument, NULL, 't'},
    {"seed", required_argument, NULL, 's'},
    {"preemptions", required_argument, NULL, 'p'},
    {"patience", required_argument, NULL, OPT_PATIENCE},
    {"steps", required_argument, NULL, OPT_STEPS},
    {"replay", required_argument, NULL, 'r'},
    {"gdb", no_argument, NULL, OPT_GDB},
    {"virtual", no_argument, NULL, OPT_VIRTUAL},
    {"cores", required_argument, NULL, OPT_CORES},
    {"costs", required_argument, NULL, OPT_COSTS},
    {"json", required_argument, NULL, OPT_JSON},
    {"stats", no_argument, NULL, OPT_STATS},
    {"compiler", required_argument, NULL, 'c'},
    {"flag", required_argument, NULL, 'f'},
    {"output", required_argument, NULL, 'o'},
    {"help", no_argument, NULL, 'h'},
    {NULL, 0, NULL, 0},
};

static void command_set(struct command *command, const char *name,
                        const char *value)
{
    size_t used = strlen(command->settings);
    int length = snprintf(command->settings + used, SETTINGS_SIZE - used,
                          "%s%s=%s", used ? " " : "", name, value);
    if ((size_t)length < SETTINGS_SIZE - used && !strchr(value, ' '))
        return;
    fprintf(stderr, "parcours-explore: --%s: too long, or with a space\n",
            name);
    exit(STATUS_USAGE);
}

static void command_number(struct command *command, const char *name,
                           const char *value)
{
    char *end;
    double number = strtod(value, &end);
    if (end == value || *end || !(number >= 0) || number > 1e15) {
        fprintf(stderr, "parcours-explore: --%s takes a number, not `%s'\n",
                name, value);
        exit(STATUS_USAGE);
    }
    command_set(command, name, value);
}

static const char *option_name(int letter)
{
    for (size_t i = 0; options[i].name; i++)
        if (options[i].val == letter)
            return options[i].name;
    return "";
}

static void command_option(struct command *command, int letter)
{
    switch (letter) {
    case 'n':
    case 't':
    case 's':
    case 'p':
    case OPT_PATIENCE:
    case OPT_STEPS:
    case OPT_CORES:
        command->limited = command->limited || letter == 'n' || letter == 't';
        command->long_runs = command->long_runs || letter == OPT_STEPS;
        command_number(command, option_name(letter), optarg);
        break;
    case 'r':
    case OPT_JSON:
    case OPT_COSTS:
        command_set(command, option_name(letter), optarg);
        break;
    case OPT_STATS:
        command_set(command, "stats", "1");
        break;
    case OPT_VIRTUAL:
        command_set(command, "virtual", "1");
        command->build.coverage = true;
        break;
    case OPT_GDB:
        command->gdb = true;
        break;
    case 'c':
        command->build.compiler = optarg;
        break;
    case 'O':
        if (asprintf((char **)&command->build.optimise, "-O%s", optarg) < 0)
            exit(STATUS_OWN_ERROR);
        break;
    case 'f':
        if (command->flag_count < MAX_FLAGS)
            command->flags[command->flag_count++] = optarg;
        break;
    case 'o':
        command->keep = optarg;
        break;
    case 'h':
        fputs(usage, stdout);
        exit(0);
    default:
        fputs("Try parcours-explore --help.\n", stderr);
        exit(STATUS_USAGE);
    }
}

static void command_parse(struct command *command, int argc, char **argv)
{
    int letter;
    command->build = (struct build){.compiler = "gcc"};
    while ((letter = getopt_long(argc, argv, "+n:t:s:p:r:c:O:f:o:h", options,
                                 NULL)) != -1)
        command_option(command, letter);
    if (optind == argc) {
        fputs("parcours-explore: which program? (make explore FILE=program.c)\n"
              "Try parcours-explore --help.\n",
              stderr);
        exit(STATUS_USAGE);
    }
    if (!command->build.optimise)
        command->build.optimise = command->build.coverage ? "-O2" : "-O0";
    if (!command->limited)
        command_set(command, "seconds", DEFAULT_SECONDS);
    command->build.source = argv[optind++];
    command->build.flags = command->flags;
    const char *slash = strrchr(command->build.source, '/');
    char *name = strdup(slash ? slash + 1 : command->build.source);
    if (!name)
        exit(STATUS_OWN_ERROR);
    for (char *at = name; (at = strchr(at, ' ')) != NULL;)
        *at = '_'; /* a blank ends a setting */
    command_set(command, "name", name);
    free(name);
    if (optind < argc && !strcmp(argv[optind], "--"))
        optind++;
}

/* The directory of this command, where the runtime is too. */
static char *command_directory(void)
{
    char *path = realpath("/proc/self/exe", NULL);
    if (!path)
        exit(STATUS_OWN_ERROR);
    *strrchr(path, '/') = '\0';
    return path;
}

/* Ends the command if the file cannot be read or must not be judged. */
static void command_scan(struct command *command)
{
    const char *source = command->build.source;
    struct stat status;
    FILE *file = fopen(source, "re");
    if (!file || fstat(fileno(file), &status) || !S_ISREG(status.st_mode)) {
        fprintf(stderr, "parcours-explore: cannot read %s\n", source);
        exit(STATUS_USAGE);
    }
    char *text = malloc((size_t)status.st_size + 1);
    size_t length = text ? fread(text, 1, (size_t)status.st_size, file) : 0;
    struct scan_result result = scan_source(text, length);
    command->build.openmp = scan_has_openmp(text, length);
    command->build.simd = command->build.openmp && simd_is_in(text, length);
    if (command->build.openmp && !command->long_runs)
        command_set(command, "steps", OPENMP_STEPS);
    fclose(file);
    free(text);
    if (!result.what)
        return;
    printf("%s: not explored because of %s at line %u.\n", source, result.what,
           result.line);
    exit(STATUS_NOT_JUDGED);
}

static int command_start(const struct command *command, const char *program,
                         char **arguments)
{
    const char *argv[256] = {program};
    size_t count = 1;
    if (command->gdb) {
        static const char *const gdb[] = {
            "gdb",   "-q",  "-ex", "break explore_fatal_step",
            "-ex",   "run", "-ex", "backtrace",
            "--args"};
        count = sizeof gdb / sizeof *gdb;
        memcpy(argv, gdb, sizeof gdb);
        argv[count++] = program;
    }
    while (*arguments && count < 255)
        argv[count++] = *arguments++;
    setenv("PARCOURS_EXPLORE", command->settings, 1);
    return build_run((char *const *)argv);
}

static int command_build_and_start(struct command *command, const char *program,
                                   char **arguments)
{
    static const int statuses[] = {
        [BUILD_REJECTED] = STATUS_USAGE, [BUILD_FAILED] = STATUS_OWN_ERROR};
    enum build_outcome outcome = build_program(&command->build, program);
    if (outcome != BUILD_DONE)
        return statuses[outcome];
    int status = command_start(command, program, arguments);
    return status < 0 ? STATUS_OWN_ERROR : status;
}

/* What is made, in a directory of its own; "": nothing yet. */
static char directory[PATH_MAX], program[PATH_MAX + 16], object[PATH_MAX + 32],
    changed[PATH_MAX + 32];

static void remove_files(void)
{
    unlink(program);
    unlink(object);
    unlink(changed);
    rmdir(directory);
}

int main(int argc, char **argv)
{
    static struct command command;
    const char *scratch = getenv("TMPDIR");
    process_signals_clean_up(remove_files);
    command_parse(&command, argc, argv);
    command_scan(&command);
    command.build.library = command_directory();
    snprintf(directory, sizeof directory, "%s/parcours-explore-XXXXXX",
             scratch ? scratch : "/tmp");
    if (!mkdtemp(directory)) {
        fprintf(stderr, "parcours-explore: cannot make %s\n", directory);
        return STATUS_OWN_ERROR;
    }
    snprintf(program, sizeof program, "%s/program", directory);
    snprintf(object, sizeof object, "%s.o", program);
    snprintf(changed, sizeof changed, "%s.c", program);
    int status = command_build_and_start(&command, program, argv + optind);
    if (command.keep && rename(program, command.keep))
        fprintf(stderr, "parcours-explore: cannot keep %s\n", command.keep);
    remove_files();
    return status;
}

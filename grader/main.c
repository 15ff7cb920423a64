/*
 * main.c - the grader: argv -> options -> command.
 *
 * What a check does, stage by stage (each is a file of this folder, or several
 * that begin with its name):
 *
 *     options -> exercise -> plan -> artifact -> outcome -> facts -> verdict
 *             -> report
 */
#include <malloc.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "commands/commands.h"
#include "die.h"
#include "files.h"
#include "nearest.h"
#include "options.h"
#include "process.h"

static const struct {
    const char *name;
    int (*run)(const struct options *);
} commands[] = {
    {"check", command_check},     {"commit", command_commit},
    {"list", command_list},       {"hint", command_hint},
    {"reset", command_reset},     {"solution", command_solution},
    {"doctor", command_doctor},   {"selftest", command_selftest},
    {"debug", command_debug},     {"replay", command_replay},
    {"grade", command_grade},     {"gradebook", command_gradebook},
    {"similar", command_similar},
};

enum { COMMANDS = sizeof commands / sizeof *commands };

static void end_interrupted(void)
{
    files_sweep("build/cache");
    fputs("\nparcours: interrupted; nothing is left running, progress is "
          "kept\n",
          stderr);
}

/* MPI and CUDA programs have commands of their own, beside this one. */
static void run_other(int argc, char **argv)
{
    if (argc >= 2 && strcmp(argv[1], "mpi") == 0) {
        execv("build/mpi/parcours-mpi", argv + 1);
        die("build/mpi/parcours-mpi is not there; make mpi FILE=program.c "
            "builds it");
    }
    if (argc >= 2 && strcmp(argv[1], "cuda") == 0) {
        execv("build/cuda/parcours-cuda", argv + 1);
        die("build/cuda/parcours-cuda is not there; make cuda FILE=program.cu "
            "builds it");
    }
}

/*
 * The evidence of a file is a large table of which little is used.  Pages that
 * nobody touches cost nothing, if it is mapped each time; the C library would
 * take it from the heap from the second time on, and clear all of it.
 */
static void map_what_is_large(void)
{
    mallopt(M_MMAP_THRESHOLD, 1 << 20);
}

int main(int argc, char **argv)
{
    map_what_is_large();
    run_other(argc, argv);
    const char *names[COMMANDS + 1] = {NULL};
    struct options options = options_parse(argc, argv);
    process_catch_signals(end_interrupted);
    for (int i = 0; i < COMMANDS; i++) {
        names[i] = commands[i].name;
        if (strcmp(commands[i].name, options.command) == 0)
            return commands[i].run(&options);
    }
    nearest_die("command", options.command, names);
}

/* The program under test: translated, compiled, run once for each schedule. */
#pragma once

#include <limits.h>
#include <stdbool.h>

enum program_mode { MODE_FAST, MODE_CHECK, MODE_COUNT };

enum { PROGRAM_FLAGS = 16 };

struct program {
    enum program_mode mode;
    bool quiet;
    int seconds;
    const char *gpu;    /* NULL: ours */
    const char *object; /* only compile, to this file; NULL: link and run */
    const char *flags[PROGRAM_FLAGS];
    int undefined;    /* PARCOURS_CUDA_UNDEFINED; 0: ours */
    char **arguments; /* of the program; the first is its name */
    char folder[PATH_MAX], path[PATH_MAX], report[PATH_MAX];
};

/* Exit statuses of the command. */
enum { PASSED, NOT_PASSED, USAGE, NOT_JUDGED, OWN_ERROR };

/* Makes the executable from file.cu; PASSED, or what the command ends with. */
int program_prepare(struct program *program, const char *file);

/*
 * Runs it under schedule `seed`; what it prints is shown if `show`. Returns the
 * status of waitpid(), -1 if it could not be started.
 */
int program_run(const struct program *program, long seed, bool show);

void program_remove(struct program *program);

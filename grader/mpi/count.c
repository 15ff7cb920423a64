#include "count.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void setting(const char *name, const char *format, double value)
{
    char text[32];
    snprintf(text, sizeof text, format, value);
    setenv(name, text, 1);
}

static bool cost_set(const char *name, double nanoseconds)
{
    static const char *const names[][2] = {{"MPI_ALPHA", "MINI_ALPHA"},
                                           {"MPI_BETA", "MINI_BETA"}};
    for (int i = 0; i < 2 && nanoseconds >= 0; i++)
        if (strcmp(name, names[i][0]) == 0) {
            setting(names[i][1], "%.12g", nanoseconds * 1e-9);
            return true;
        }
    return false;
}

bool count_costs(const char *path)
{
    FILE *file = fopen(path, "r");
    char line[256], name[32], rest;
    double value;
    if (!file)
        fprintf(stderr, "parcours mpi: cannot read %s: run make calibrate\n",
                path);
    for (int number = 1; file && fgets(line, sizeof line, file); number++) {
        if (line[0] == '#' || line[0] == '\n')
            continue;
        if (sscanf(line, " %31[A-Z_] = %lf %c", name, &value, &rest) == 2 &&
            cost_set(name, value))
            continue;
        fprintf(stderr,
                "parcours mpi: %s:%d: wanted is MPI_ALPHA = nanoseconds or "
                "MPI_BETA = nanoseconds\n",
                path, number);
        fclose(file);
        return false;
    }
    return file && fclose(file) == 0;
}

int count_run(const struct program *program, int ranks, double seconds,
              const char *json)
{
    const char *arguments[256] = {program->path};
    for (int i = 1; i < 255 && program->arguments[i]; i++)
        arguments[i] = program->arguments[i];
    setting("MINI_RANKS", "%.0f", ranks);
    setting("MINI_SECONDS", "%.0f", seconds < 1 ? 1 : seconds);
    if (json)
        setenv("MINI_RESULT", json, 1);
    int status = program_spawn(arguments);
    if (status == 127)
        fprintf(stderr,
                "parcours mpi: the program was killed (after %.0f s?)\n",
                seconds);
    return status == 0 ? 0 : 1;
}

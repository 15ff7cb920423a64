#include "count.h"

#include <stdio.h>
#include <stdlib.h>

static void setting(const char *name, const char *format, double value)
{
    char text[32];
    snprintf(text, sizeof text, format, value);
    setenv(name, text, 1);
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

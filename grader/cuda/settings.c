#include "settings.h"

#include <stdlib.h>
#include <unistd.h>

struct settings settings;

static long setting(const char *name, long otherwise, long most)
{
    const char *text = getenv(name);
    long value = text ? strtol(text, NULL, 10) : otherwise;
    return value < 0 || value > most ? otherwise : value;
}

/* Before main and before all other constructors. */
__attribute__((constructor(101))) static void settings_read(void)
{
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    settings.seed = (uint64_t)setting("PARCOURS_CUDA_SEED", 0, 1000000);
    settings.seconds = (int)setting("PARCOURS_CUDA_SECONDS", 20, 86400);
    settings.undefined = (int)setting("PARCOURS_CUDA_UNDEFINED", 0xa5, 255);
    settings.workers =
        (int)setting("PARCOURS_CUDA_WORKERS", cores > 16 ? 16 : cores, 16);
    settings.registers = (int)setting("PARCOURS_CUDA_REGISTERS", 32, 255);
    settings.report = getenv("PARCOURS_CUDA_REPORT");
    settings.device = getenv("PARCOURS_CUDA_DEVICE");
    if (settings.workers < 1)
        settings.workers = 1;
}

#define _GNU_SOURCE
#include "panic.h"

#include <stdarg.h>
#include <stdio.h>
#include <unistd.h>

#include "run.h"

#define STATUS_OWN_ERROR 4

_Noreturn void explore_panic(const char *format, ...)
{
    va_list args;
    char text[240];
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    if (run_active)
        run_refuse(0, "the explorer gave up: %s", text);
    dprintf(STDERR_FILENO, "parcours-explore: %s\n", text);
    _exit(STATUS_OWN_ERROR);
}

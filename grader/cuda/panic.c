/* What the explorer's parts call when they fail: here no run goes on. */
#include "../explore/panic.h"

#include <stdarg.h>
#include <stdio.h>
#include <unistd.h>

enum { STATUS_OWN_ERROR = 4 };

void explore_panic(const char *format, ...)
{
    va_list args;
    char text[240];
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    dprintf(STDERR_FILENO, "parcours cuda: %s\n", text);
    _exit(STATUS_OWN_ERROR);
}

/* die.c - see die.h */
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "die.h"

/* The last line always carries the status: make hides it. */
static _Noreturn void end(enum status status, const char *format, va_list args,
                          const char *reason)
{
    fflush(stdout);
    fputs("parcours: ", stderr);
    vfprintf(stderr, format, args);
    if (reason != NULL)
        fprintf(stderr, ": %s", reason);
    fprintf(stderr, "\nparcours: %s (exit status %d)\n",
            status == STATUS_GRADER  ? "the grader failed"
            : status == STATUS_USAGE ? "nothing was done"
                                     : "not judged",
            status);
    exit(status);
}

void die(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    end(STATUS_GRADER, format, args, NULL);
}

void die_errno(const char *format, ...)
{
    const char *reason = strerror(errno);
    va_list args;
    va_start(args, format);
    end(STATUS_GRADER, format, args, reason);
}

void die_status(enum status status, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    end(status, format, args, NULL);
}

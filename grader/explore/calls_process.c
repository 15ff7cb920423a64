/* The end of the program, in all its forms. */
#define _GNU_SOURCE
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "calls.h"
#include "cores.h"
#include "explore.h"
#include "names.h"
#include "run.h"
#include "scheduler.h"
#include "state.h"

#define MAX_HANDLERS 32
#define EXPLORED_CORES 4 /* that a program is told of */

EXPLORE_STATE static void (*exit_handlers[MAX_HANDLERS])(void);
EXPLORE_STATE static int exit_handler_count;

void calls_process_reset(void)
{
    exit_handler_count = 0;
}

static _Noreturn void process_wrong(uintptr_t pc, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

static _Noreturn void process_wrong(uintptr_t pc, const char *format, ...)
{
    struct finding finding = {.kind = EXPLORE_WRONG, .side[0].pc = pc};
    char place[NAME_SIZE], what[FINDING_TEXT / 2];
    if (run_options()->explain) {
        va_list args;
        va_start(args, format);
        vsnprintf(what, sizeof what, format, args);
        va_end(args);
        snprintf(finding.text, sizeof finding.text, "%s: %s (%s).\n",
                 name_thread(scheduler_current()->id).text, what,
                 name_place(pc, place));
    }
    run_fail(&finding);
}

int explore_atexit(void (*handler)(void))
{
    if (!run_active)
        return atexit(handler);
    if (exit_handler_count == MAX_HANDLERS)
        return -1;
    exit_handlers[exit_handler_count++] = handler;
    return 0;
}

/* The machine of the explored program: the same everywhere. */
long explore_sysconf(int name)
{
    if (run_active &&
        (name == _SC_NPROCESSORS_ONLN || name == _SC_NPROCESSORS_CONF))
        return cores_on ? cores_count() : EXPLORED_CORES;
    return sysconf(name);
}

int explore_get_nprocs(void)
{
    return (int)explore_sysconf(_SC_NPROCESSORS_ONLN);
}

static _Noreturn void process_end(int status, uintptr_t pc)
{
    if (status)
        process_wrong(pc, "the program ends with status %d", status);
    run_end();
}

_Noreturn void explore_exit(int status)
{
    if (!run_active)
        exit(status);
    scheduler_point(CALLER);
    while (exit_handler_count)
        exit_handlers[--exit_handler_count]();
    process_end(status, CALLER);
}

_Noreturn void explore__exit(int status)
{
    if (!run_active)
        _exit(status);
    scheduler_point(CALLER);
    process_end(status, CALLER);
}

_Noreturn void explore__Exit(int status)
    __attribute__((alias("explore__exit")));
_Noreturn void explore_quick_exit(int status)
    __attribute__((alias("explore__exit")));

/* err() and the like end the process from within libc. */
static void process_ends(void)
{
    if (run_active)
        run_refuse(0,
                   "it ends the process from within a function of the library");
}

void calls_watch_exit(void)
{
    EXPLORE_STATE static bool watching;
    if (!watching)
        atexit(process_ends);
    watching = true;
}

_Noreturn void explore_abort(void)
{
    if (!run_active)
        abort();
    process_wrong(CALLER, "abort() is called");
}

_Noreturn void explore___assert_fail(const char *assertion, const char *file,
                                     unsigned line, const char *function)
{
    (void)file;
    (void)line;
    (void)function;
    if (!run_active)
        abort();
    process_wrong(CALLER, "assertion `%s' failed", assertion);
}

_Noreturn void explore_fail(const char *format, ...)
{
    char what[FINDING_TEXT / 4] = "";
    va_list args;
    va_start(args, format);
    vsnprintf(what, sizeof what, format, args);
    va_end(args);
    process_wrong(CALLER, "%s", what);
}

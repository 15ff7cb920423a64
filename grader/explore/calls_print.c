/*
 * Functions of libc that print: they read the strings that they are handed, and
 * some write one. As in calls_string.c the step comes first.
 */
#define _GNU_SOURCE
#include <printf.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "access.h"
#include "run.h"
#include "scheduler.h"
#include "state.h"

#define ARGUMENTS_MOST 32u

/* Takes an argument of this type; says where it is if it is a string. */
static const char *print_argument(int type, va_list *args)
{
    const char *text = NULL;
    if (type & PA_FLAG_PTR || type == PA_POINTER || type == PA_WSTRING)
        va_arg(*args, void *);
    else if (type == PA_STRING)
        text = va_arg(*args, const char *);
    else if (type == (PA_DOUBLE | PA_FLAG_LONG_DOUBLE))
        va_arg(*args, long double);
    else if (type == PA_DOUBLE)
        va_arg(*args, double);
    else if (type & (PA_FLAG_LONG | PA_FLAG_LONG_LONG))
        va_arg(*args, long);
    else
        va_arg(*args, int);
    return text;
}

/* Is a string looked at up to a length only? Then it need not end. */
static bool print_has_limit(const char *format)
{
    static const char between[] = "-+ #0'123456789$.*hlLqjzt";
    while ((format = strchr(format, '%')) != NULL) {
        size_t length = strspn(++format, between);
        if (format[length] == 's' && memchr(format, '.', length))
            return true;
        format += length + (format[length] != '\0');
    }
    return false;
}

static void print_reads(const char *format, va_list *args, uintptr_t pc)
{
    int types[ARGUMENTS_MOST];
    size_t count = parse_printf_format(format, ARGUMENTS_MOST, types);
    if (count > ARGUMENTS_MOST || print_has_limit(format))
        return;
    for (size_t i = 0; i < count; i++) {
        const char *text = print_argument(types[i], args);
        if (text)
            access_check(text, strlen(text) + 1, ACCESS_READ, pc);
    }
}

static void print_step(const char *format, va_list args, uintptr_t pc)
{
    va_list again;
    if (!run_active)
        return;
    scheduler_point(pc);
    va_copy(again, args);
    print_reads(format, &again, pc);
    va_end(again);
}

static int print_to(char *to, size_t size, const char *format, va_list args,
                    uintptr_t pc)
{
    va_list again;
    print_step(format, args, pc);
    va_copy(again, args);
    int length = vsnprintf(NULL, 0, format, again);
    va_end(again);
    if (run_active && length >= 0 && size)
        access_check(to, (size_t)length < size ? (size_t)length + 1 : size,
                     ACCESS_WRITE, pc);
    return vsnprintf(to, size, format, args);
}

int explore_vsnprintf(char *to, size_t size, const char *format, va_list args)
{
    return print_to(to, size, format, args, CALLER);
}

int explore_snprintf(char *to, size_t size, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    int length = print_to(to, size, format, args, CALLER);
    va_end(args);
    return length;
}

int explore_vsprintf(char *to, const char *format, va_list args)
{
    return print_to(to, (size_t)1 << 30, format, args, CALLER);
}

int explore_sprintf(char *to, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    int length = print_to(to, (size_t)1 << 30, format, args, CALLER);
    va_end(args);
    return length;
}

/* ---- to a stream ---- */

static int print_out(FILE *stream, const char *format, va_list args,
                     uintptr_t pc)
{
    print_step(format, args, pc);
    return vfprintf(stream, format, args);
}

int explore_vfprintf(FILE *stream, const char *format, va_list args)
{
    return print_out(stream, format, args, CALLER);
}

int explore_fprintf(FILE *stream, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    int length = print_out(stream, format, args, CALLER);
    va_end(args);
    return length;
}

int explore_vprintf(const char *format, va_list args)
{
    return print_out(stdout, format, args, CALLER);
}

int explore_printf(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    int length = print_out(stdout, format, args, CALLER);
    va_end(args);
    return length;
}

static void print_text(const char *text, uintptr_t pc)
{
    if (!run_active)
        return;
    scheduler_point(pc);
    access_check(text, strlen(text) + 1, ACCESS_READ, pc);
}

int explore_puts(const char *text)
{
    print_text(text, CALLER);
    return puts(text);
}

int explore_fputs(const char *text, FILE *stream)
{
    print_text(text, CALLER);
    return fputs(text, stream);
}

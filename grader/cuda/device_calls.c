/* What kernels may call: printf, assert, malloc, and return. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "finding.h"
#include "memory.h"
#include "thread.h"

#define CALLER ((uintptr_t)__builtin_return_address(0))

enum { MOST_LINES = 10000 };

/* From kernels at most MOST_LINES; a GPU drops what its buffer cannot hold. */
int parcours_printf(const char *format, ...)
{
    static int lines;
    va_list args;
    if (worker) {
        int line = __atomic_fetch_add(&lines, 1, __ATOMIC_RELAXED);
        if (line == MOST_LINES)
            finding_note("Kernels print more than 10000 times; the rest is "
                         "not shown. A GPU also drops what its buffer of 1 "
                         "MiB cannot hold.",
                         CALLER);
        if (line >= MOST_LINES)
            return -2;
    }
    va_start(args, format);
    int length = vprintf(format, args);
    va_end(args);
    return length;
}

void parcours_assert_fail(const char *text, const char *file, unsigned line,
                          const char *function)
{
    char whole[240];
    (void)file;
    (void)line;
    (void)function;
    snprintf(whole, sizeof whole, "Assertion '%s' failed.", text);
    finding_assert(worker ? worker->thread : NULL, whole, CALLER);
}

void parcours_return(void)
{
    if (!worker)
        return;
    worker->thread->returned = true;
    worker->thread->site = CALLER;
}

/* In kernels: global memory, from the device's heap. */
void *parcours_malloc_any(size_t size)
{
    if (!worker)
        return malloc(size);
    if (parcours_mode == PARCOURS_FAST)
        finding_not_judged("A kernel calls malloc(); only the checked mode "
                           "has that.",
                           CALLER);
    return memory_allocate(size, MEMORY_DEVICE, CALLER);
}

void parcours_free_any(void *pointer)
{
    struct allocation *a = memory_find((uintptr_t)pointer);
    if (!worker && memory_place((uintptr_t)pointer) != PLACE_OTHER)
        finding_free("free() is not for memory of the device", CALLER);
    else if (!worker)
        free(pointer);
    else if (pointer && (!a || a->freed))
        finding_free("free() in a kernel, of something else than its malloc()",
                     CALLER);
    else if (pointer)
        memory_free(a, CALLER);
}

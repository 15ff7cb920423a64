/* What kernels may call: printf, assert, malloc, new, and return. */
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

/* --- new and delete ------------------------------------------------------- */

/* The names that g++ gives them. Weak: a program may have its own. In fast mode
 * nobody looks whose memory it is. */
#define OPERATOR(type, name, ...) \
    type name(__VA_ARGS__);       \
    __attribute__((weak)) type name(__VA_ARGS__)

static void *allocate(size_t size, uintptr_t pc)
{
    if (worker && parcours_mode != PARCOURS_FAST)
        return memory_allocate(size ? size : 1, MEMORY_DEVICE, pc);
    void *memory = malloc(size ? size : 1);
    if (memory || worker)
        return memory;
    fputs("parcours cuda: no memory left for new\n", stderr);
    abort();
}

static void release(void *pointer, uintptr_t pc)
{
    struct allocation *a = pointer ? memory_find((uintptr_t)pointer) : NULL;
    if (memory_place((uintptr_t)pointer) == PLACE_OTHER)
        free(pointer);
    else if (!worker || !a || a->freed || a->start != (uintptr_t)pointer)
        finding_free("delete of something else than what new gave", pc);
    else
        memory_free(a, pc);
}

OPERATOR(void *, _Znwm, size_t size)
{
    return allocate(size, CALLER);
}

OPERATOR(void *, _Znam, size_t size)
{
    return allocate(size, CALLER);
}

OPERATOR(void, _ZdlPv, void *pointer)
{
    release(pointer, CALLER);
}

OPERATOR(void, _ZdaPv, void *pointer)
{
    release(pointer, CALLER);
}

OPERATOR(void, _ZdlPvm, void *pointer, size_t size)
{
    (void)size;
    release(pointer, CALLER);
}

OPERATOR(void, _ZdaPvm, void *pointer, size_t size)
{
    (void)size;
    release(pointer, CALLER);
}

/*
 * memory.c - tells ThreadSanitizer when memory of tasks is used again.
 *
 * The arguments of an OpenMP task lie in memory of libomp, which it gives to
 * one task after the other without malloc.  What orders the two is inside
 * libomp, where ThreadSanitizer does not look, and Archer (of LLVM 14) says
 * nothing of it: so the creator of a task, who writes its arguments, would be
 * accused of a race with a task that ended long ago.  It takes some twenty
 * tasks, and one that creates without waiting: tests in the canary.
 *
 * Each piece is declared fresh when it is given out, as malloc's are.  Memory
 * that is managed by somebody else is what ThreadSanitizer's interface for Java
 * is about.  (__tsan_java_init is not called: then reports would look for every
 * address in the heap of Java first.)
 */
#include <stddef.h>
#include <stdint.h>

void __tsan_java_alloc(uintptr_t at, uintptr_t bytes);
void __tsan_java_free(uintptr_t at, uintptr_t bytes);

enum { UNIT = 8 }; /* of addresses and sizes in that interface */

static size_t rounded(size_t bytes)
{
    return (bytes + UNIT - 1) / UNIT * UNIT;
}

/* libomp's: makes a task of `bytes` bytes, and behind it room for pointers to
 * what it shares with its creator. */
typedef void *task_alloc(void *where, int32_t thread, int32_t flags,
                         size_t bytes, size_t shared, void *entry);
task_alloc __real___kmpc_omp_task_alloc, __wrap___kmpc_omp_task_alloc;

void *__wrap___kmpc_omp_task_alloc(void *where, int32_t thread, int32_t flags,
                                   size_t bytes, size_t shared, void *entry)
{
    void *task = __real___kmpc_omp_task_alloc(where, thread, flags, bytes,
                                              shared, entry);
    size_t all = rounded(bytes) + rounded(shared);
    __tsan_java_free((uintptr_t)task, all);
    __tsan_java_alloc((uintptr_t)task, all);
    return task;
}

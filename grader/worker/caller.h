/*
 * caller.h - tells ThreadSanitizer who called a function of ours.
 *
 * It keeps a stack of the calls of code that it watches, and the worker is not
 * watched: in reports of a lock that was taken here, the learner's line would
 * be missing, and that of its caller would stand in its place.
 */
#ifndef PARCOURS_WORKER_CALLER_H
#define PARCOURS_WORKER_CALLER_H

#include <stddef.h>

/* There only if the learner's code is watched. */
void __tsan_func_entry(void *caller) __attribute__((weak));
void __tsan_func_exit(void) __attribute__((weak));

#define CALLER __builtin_return_address(0)

static inline void caller_enter(void *caller)
{
    if (__tsan_func_entry != NULL)
        __tsan_func_entry(caller);
}

/* Gives `result` back, for the end of a return statement. */
static inline int caller_leave(int result)
{
    if (__tsan_func_exit != NULL)
        __tsan_func_exit();
    return result;
}

#endif

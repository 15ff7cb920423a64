/*
 * Switching between stacks on one thread of the operating system.
 *
 * On x86-64 a switch is some twenty instructions; elsewhere, and if
 * EXPLORE_PORTABLE is defined, it is swapcontext(), which makes a system call.
 */
#pragma once

#include <stddef.h>

#if defined(__x86_64__) && !defined(EXPLORE_PORTABLE)
struct context {
    void *sp; /* the callee-saved registers lie on top of the stack */
};
#else
#include <ucontext.h>
struct context {
    ucontext_t registers;
};
#endif

/* Prepares `context` to call `entry`, which must never return. */
void context_make(struct context *context, char *stack, size_t size,
                  void (*entry)(void));

/* Saves the present place in `from` and goes on at `to`. */
void context_switch(struct context *from, struct context *to);

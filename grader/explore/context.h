/*
 * Switching between stacks on one thread of the operating system.
 *
 * On x86-64 a switch is twelve instructions; elsewhere it is swapcontext(),
 * which costs two system calls more.
 */
#pragma once

#include <stddef.h>

#ifdef __x86_64__
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

/*
 * Stacks of logical threads, each with a guard page below.
 *
 * Stacks are kept for the next schedule. What a schedule wrote on a stack is
 * wiped before the next one uses it, down to the deepest place that was seen,
 * so that a variable read before it was set has the same value every time.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define STACK_SIZE ((size_t)1 << 20)

struct stack {
    char *bytes;       /* lowest usable byte */
    uintptr_t deepest; /* lowest stack pointer seen, 0: unused */
};

/* Returns a wiped stack of STACK_SIZE bytes; NULL if 1024 are taken. */
struct stack *stack_take(void);

/* Gives all stacks back; no logical thread may be running on one. */
void stack_reset(void);

/* True if `address` lies in the guard page of some stack. */
bool stack_guards(uintptr_t address);

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

#define STACK_SIZE ((size_t)16 << 20)

struct stack {
    char *bytes;       /* lowest usable byte */
    uintptr_t deepest; /* lowest stack pointer seen, 0: unused */
    uintptr_t lowest;  /* address in the history of accesses, 0: none */
};

/* Returns a wiped stack of STACK_SIZE bytes; NULL if 1024 are taken. */
struct stack *stack_take(void);

/* Gives all stacks back; no logical thread may be running on one. */
void stack_reset(void);

/* True if `address` lies in the guard page of some stack. */
bool stack_guards(uintptr_t address);

/* An access at this address, maybe on a stack, enters the history. */
void stack_note_access(uintptr_t address);

/* Forgets the accesses below `above`: other variables will be there. */
void stack_forget(struct stack *stack, uintptr_t above);

/*
 * Thread-local variables: a block of its own for every logical thread.
 *
 * How it works. The compiler reaches a _Thread_local variable at a fixed
 * distance from the thread pointer. On x86-64 each logical thread gets a copy
 * of the whole static block, with the control block of libc behind it, and a
 * switch of threads moves the thread pointer (wrfsbase, or arch_prctl on an
 * older kernel). So a pointer to one thread's variable stays valid in all
 * others, as it must for queue locks. Where the thread pointer cannot be
 * moved, the variables are copied out and in at every switch; then such
 * pointers are not supported, and races on thread-local variables are not
 * looked for.
 *
 * A program without thread-local variables pays nothing.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct tls;

/* Notes where the thread-local variables are; called once, before a schedule.*/
void tls_prepare(void);

/* A block with the initial values; NULL if there are no such variables. */
struct tls *tls_new(void);

/* Makes `to` the block in use; NULL stands for the process's own block. */
void tls_switch(struct tls *from, struct tls *to);

/* True if the address stands for a different variable in each thread. */
bool tls_is_copied(uintptr_t address);

/* Address range of the variables in `tls`; size 0 for NULL. */
uintptr_t tls_range(const struct tls *tls, size_t *size);

/*
 * What was copied to the host although nobody had written it.
 *
 * How it works. To copy more than is needed is no mistake: a buffer that was
 * filled in part, the gaps in a structure. To use it is one. So such a copy is
 * remembered, with one bit a byte, until the host reads one of these bytes and
 * it still has the value that fresh memory is filled with. A copy of which the
 * host has read nothing that the compiler calls out for, when the program ends,
 * may have gone to a file as it is: that counts as used.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct fetched_copy {
    uintptr_t to, from;
    size_t size, unwritten;
    uintptr_t first;  /* unwritten byte, of the device */
    const char *what; /* the call */
    uintptr_t pc;
};

/* To be called before the copy is made. */
void fetched_add(const struct fetched_copy *copy);

/* The host reads or writes memory of its own. */
void fetched_access(uintptr_t address, size_t size, bool write, uintptr_t pc);

/* Some copies are remembered. */
extern bool fetched_any;

/* At the end of the program. */
void fetched_end(void);

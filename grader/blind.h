/*
 * blind.h - does a program use what Helgrind does not understand?  Pure.
 *
 * Helgrind knows locks and threads of pthreads. It takes C11 atomics, the
 * compiler's atomic built-ins, pthread_once, call_once and assembler for
 * races, so its word on a program that uses them counts for nothing.
 */
#ifndef PARCOURS_BLIND_H
#define PARCOURS_BLIND_H

#include <stdbool.h>
#include <stddef.h>

struct blind {
    unsigned line; /* of the first such word, from 1 on; 0: there is none */
    char word[48]; /* "atomic_fetch_add" */
};

/* Looks for the first such word in a source text before the preprocessor.
 * Comments and literals do not count. */
struct blind blind_find(const char *source, size_t length);

#endif

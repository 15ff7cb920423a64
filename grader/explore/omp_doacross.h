/*
 * OpenMP: ordered(n) with depend(source) and depend(sink).
 *
 * An iteration of the n nested loops posts when it reaches its source; a sink
 * waits for the post of the iteration that it names, if there is such a one.
 */
#pragma once

#include <stdint.h>

#define DOACROSS_LOOPS 16 /* nested at most */

struct work;

/* The construct is such a loop nest, with that many iterations per loop. */
void doacross_set(struct work *work, unsigned loops, const uint64_t *counts);

/* Nested loops of the construct that the running thread is in. */
unsigned doacross_loops(void);

/* `at` has a number of iteration per loop, counted from 0. */
void doacross_post(const uint64_t *at, uintptr_t pc);
void doacross_wait(const uint64_t *at, uintptr_t pc);

/*
 * OpenMP: the lanes of a simd loop.
 *
 * How it works. The command turns `omp simd' into a parallel loop for a
 * "number of threads" of LANES_MARK and more (simd.c), because then the
 * compiler tells apart what each iteration has for itself and what it shares.
 * Such a region gets no threads. Its iterations run one after the other, each
 * as a strand of its own, so that two of them race if both touch the same
 * place; safelen(n) orders those that are n or more apart. What lies on the
 * stack below the region's call is private and forgotten in between.
 *
 * There are LANES strands, used in turn; each round begins one further on, so
 * of iterations that are far apart nearly all have different ones.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#define LANES_MARK 0x51000000u /* plus the number of safelen, 0: none */
#define LANES_MOST 0x00ffffffu
#define LANES 61

struct lanes;

/* Lanes, if `wanted` asks for them, else NULL. */
struct lanes *lanes_new(unsigned wanted);

/* The next iteration begins, after one that may have gone before. */
void lanes_next(struct lanes *lanes);

/* The last iteration has ended. */
void lanes_end(struct lanes *lanes);

/* work.h - what the native functions compute with. */
#ifndef LET_GO_WORK_H
#define LET_GO_WORK_H

#include <stddef.h>
#include <stdint.h>

/* One round: a number that looks as if it had nothing to do with x. */
int64_t work_round(int64_t x);

int64_t work_rounds(int64_t x, int64_t rounds);

/* The n numbers that follow from `seed`, sorted. */
void work_fill(int64_t *numbers, size_t n, int64_t seed);
void work_sort(int64_t *numbers, size_t n);

#endif

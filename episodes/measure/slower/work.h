/* work.h - the work that the six programs do for each item. */
#ifndef SLOWER_WORK_H
#define SLOWER_WORK_H

#include <stdint.h>

/* Takes `cost` times some 50 ns. */
uint64_t grind(uint64_t item, uint32_t cost);

/* Takes some nanoseconds. */
uint32_t vote(uint32_t item);

#endif

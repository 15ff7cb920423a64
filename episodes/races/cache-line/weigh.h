/* weigh.h - the work that the judge has done between two additions. */
#ifndef CACHE_LINE_WEIGH_H
#define CACHE_LINE_WEIGH_H

#include <stdint.h>

/* What an item counts, after some nanoseconds of computing. */
uint64_t tally_weigh(uint64_t item);

#endif

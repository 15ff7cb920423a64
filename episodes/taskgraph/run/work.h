/* work.h - what tasks compute, on both sides. */
#ifndef RUN_WORK_H
#define RUN_WORK_H

#include <stdint.h>

/* Mixes two numbers, in so many steps of about a nanosecond each. */
uint64_t work_mix(uint64_t a, uint64_t b, unsigned steps);

#endif

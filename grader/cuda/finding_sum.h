/* A checksum of what was found: the emulator works it out as it writes, and a
 * judge as it reads. FNV-1a. */
#pragma once

#include <stddef.h>
#include <stdint.h>

#define FINDING_SUM UINT64_C(14695981039346656037)

static inline uint64_t finding_add(uint64_t sum, const char *bytes,
                                   size_t length)
{
    for (size_t i = 0; i < length; i++)
        sum = (sum ^ (unsigned char)bytes[i]) * UINT64_C(1099511628211);
    return sum;
}

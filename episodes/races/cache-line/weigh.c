/* weigh.c - see weigh.h */
#include "weigh.h"

/* The remainder that four bits leave in the checksum of Ethernet (CRC-32). */
static const uint32_t remainder_of[16] = {
    0x00000000, 0x1db71064, 0x3b6e20c8, 0x26d930ac, 0x76dc4190, 0x6b6b51f4,
    0x4db26158, 0x5005713c, 0xedb88320, 0xf00f9344, 0xd6d6a3e8, 0xcb61b38c,
    0x9b64c2b0, 0x86d3d2d4, 0xa00ae278, 0xbdbdf21c,
};

/* All sixteen steps written out: what the processor makes of the end of a
 * short loop depends on where the code happens to lie. */
#define STEP4(sum)                             \
    sum = (sum >> 4) ^ remainder_of[sum & 15]; \
    sum = (sum >> 4) ^ remainder_of[sum & 15]; \
    sum = (sum >> 4) ^ remainder_of[sum & 15]; \
    sum = (sum >> 4) ^ remainder_of[sum & 15]

uint64_t tally_weigh(uint64_t item)
{
    uint32_t sum = (uint32_t)(item ^ (item >> 32));
    STEP4(sum);
    STEP4(sum);
    STEP4(sum);
    STEP4(sum);
    return sum;
}

/* One access of a warp, and what it costs. */
#pragma once

#include <stdint.h>

enum { REQUEST_LANES = 32, SECTOR = 32, BANKS = 32, BANK_BYTES = 4 };

struct request {
    uint32_t lanes; /* set: address and size are valid */
    uint32_t size;  /* of each lane's access, bytes */
    uint64_t address[REQUEST_LANES];
};

/* Distinct sectors of 32 bytes that are touched. */
unsigned request_sectors(const struct request *request);

/* As few sectors as hold the distinct bytes. */
unsigned request_ideal(const struct request *request);

/*
 * Passes over shared memory. Accesses of 8 and 16 bytes are made by half and
 * quarter warps. `ideal` is what they take without conflicts.
 */
unsigned request_passes(const struct request *request, unsigned *ideal);

/* The most lanes that have one address in common. */
unsigned request_serial(const struct request *request);

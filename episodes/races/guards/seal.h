/*
 * seal.h - the work behind bank_seal, for the bank and for the judge.
 */
#ifndef GUARDS_SEAL_H
#define GUARDS_SEAL_H

#include <stdint.h>

/* The seal after a posting of `amount`, from the seal before it. */
uint64_t seal_next(uint64_t seal, int64_t amount);

#endif

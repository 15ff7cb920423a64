/* store.h - memory for objects, and a book of who has it. */
#ifndef FREE_STORE_H
#define FREE_STORE_H

#include <stddef.h>

/* `size` bytes, zero, for a thread of that rank; a multiple of 64 bytes from
 * any other piece, so that objects share no cache line. */
void *store_take(size_t size, unsigned rank);

/* The last reference is gone. The bytes are overwritten. */
void store_give_back(void *bytes, unsigned rank);

#endif

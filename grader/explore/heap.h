/*
 * The heap of the explored program.
 *
 * How it works. Blocks are cut one after the other from a fixed range of
 * addresses and never reused within a schedule, so an access to a freed block
 * is always noticed, and every schedule sees the same addresses. Between two
 * blocks lies a gap that belongs to none. Fresh memory is filled with the byte
 * 0xa5, so that reading it before writing gives the same value every time.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct heap_block {
    uintptr_t address;
    size_t size;
    bool freed;
    uintptr_t made_at;
    uintptr_t freed_at;
    unsigned made_by; /* number of the thread */
    unsigned freed_by;
};

/* Forgets all blocks; called at the start of a schedule. */
void heap_reset(void);

/* Returns a new block, or NULL if the heap (1 GiB) is used up. */
void *heap_alloc(size_t size, size_t align, unsigned thread, uintptr_t pc);

/* True if the address is in the range of the heap. */
bool heap_owns(uintptr_t address);

/* The block that holds the address, or NULL. */
struct heap_block *heap_block_at(uintptr_t address);

/* The last block that begins at or before the address, or NULL. */
struct heap_block *heap_block_before(uintptr_t address);

/* Marks the block as freed. */
void heap_release(struct heap_block *block, unsigned thread, uintptr_t pc);

/*
 * What threads of one launch know of each other beyond barriers of the block:
 * through __syncwarp() and through fences with atomics.
 *
 * How it works. Each access is stamped with the barriers that its block has
 * passed (epoch) and with the releases its thread has made (tick). Of its own
 * block a thread knows all earlier epochs; of its warp, a tick for each lane;
 * of others, what an atomic access brought it: a fence before an atomic access
 * publishes at its address all that the thread knows, and a later atomic access
 * there learns it. After a fence for the block alone, only threads of the block
 * do.
 */
#pragma once

#include "thread.h"

enum { TICK_BITS = 14, EPOCH_BITS = 20 };

/* A thread's name in a launch: its block and its index there. */
static inline uint32_t known_name(const struct thread *thread)
{
    return thread->block->number << 10 | thread->index;
}

/* True if the present thread knows of an access of another of its launch. */
bool known_of(const struct thread *thread, uint32_t other, uint32_t epoch,
              uint32_t tick);

void known_start(struct block *block);
void known_end(struct block *block);

/* All threads of a block meet, or some lanes of a warp. */
void known_barrier(struct block *block);
void known_warp(struct block *block, unsigned warp, uint32_t lanes);

/* With `near` only for its own block: __threadfence_block(). */
void known_fence(struct thread *thread, bool near);
void known_atomic(struct thread *thread, uintptr_t address);

/* A volatile flag: a store after a fence publishes, a load learns. */
bool known_has_fenced(const struct thread *thread);
void known_flag(struct thread *thread, uintptr_t address, bool write);

/* Forgets what is published at addresses; between launches. */
void known_forget(void);

/*
 * Counters: what the memory system of a GPU would do.
 *
 * How it works. Threads run one after the other, so the k-th execution of an
 * access by one lane is put together with the k-th ones of the other lanes of
 * its warp: one request. What is counted begins anew when lanes meet, at a warp
 * operation or a barrier, so that lanes which left something out do not lag
 * behind. At the end of the block, and at each barrier, requests
 * are evaluated: distinct 32-byte sectors in global memory; in shared memory
 * the most distinct words that one of the 32 banks has to deliver; for atomics
 * the most lanes that meet at one address. A branch is divergent if lanes of
 * one warp went on at different places after its k-th execution.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "shadow.h"
#include "thread.h"

void count_launch(struct launch *launch);
void count_launch_end(struct launch *launch);
void count_access(struct thread *thread, uintptr_t address, size_t size,
                  enum shadow_kind kind, uintptr_t pc);
void count_barrier(struct block *block);
void count_warp(struct block *block, unsigned warp, uint32_t lanes);
void count_block_end(struct block *block);

/* A copy between host and device, or inside one of them. */
void count_copy(bool to_device, bool from_device, size_t bytes);

/* Prints all. */
void count_print(void);

/* Forgets what was counted. */
void count_reset(void);

/*
 * Writes what was counted since then to `file` in lines of the form "@count
 * NAME NUMBER", summed over all kernels, and "@site FILE:LINE, ..." for each
 * line that costs more than it needs.
 */
void count_write(FILE *file);

/*
 * hybrid.h - the contract: ranks, and threads within each rank.
 *
 * MPI has been started by MPI_Init_thread, at a level that MPI_Query_thread
 * tells: at MPI_THREAD_FUNNELED only the main thread, which calls the functions
 * below, may call MPI; at MPI_THREAD_MULTIPLE every thread may, at any time.
 * Both functions are right at either level.  lib/team.h starts threads, others
 * than the main one; by pthread_create will do as well.
 */
#ifndef HYBRID_H
#define HYBRID_H

#include <mpi.h>
#include <stdint.h>

/* How many of the n items are `key`.  It is ours: it notes which thread has
 * looked at how many. */
int64_t count_key(const uint32_t *item, int n, uint32_t key);

/*
 * All ranks of `comm` call count_all, each with `n` items of its own, not all
 * with as many.  Returns on every rank how many of all ranks' items are `key`.
 *
 * On each rank `threads` threads share the items, none with more than its part
 * (rounded up).  Between ranks there is one number to be added up, once.
 */
int64_t count_all(MPI_Comm comm, const uint32_t *item, int n, uint32_t key,
                  unsigned threads);

/*
 * Ranks 0 and 1 swap blocks of `count` numbers, 2 and 3, and so on; the last of
 * an odd number of ranks gets a copy of its own.
 *
 * At MPI_THREAD_MULTIPLE each of `threads` threads swaps a part of the block
 * with a thread of the other rank.  At a lower level there is one message each
 * way.
 */
void swap_blocks(MPI_Comm comm, const double *mine, double *theirs, int count,
                 unsigned threads);

#endif

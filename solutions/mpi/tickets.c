/*
 * tickets.c - one atomic access, and sums that others may add to.
 *
 * next_ticket: reading and adding are one access, MPI_Fetch_and_op, which MPI
 * keeps apart from every other one of the kind. So a shared lock is enough: it
 * only opens the epoch. MPI_Win_unlock completes the access, and not before
 * that is there a ticket.
 *
 * tally: what the rank has itself it adds up itself, so that each other rank
 * gets one MPI_Accumulate of all its bins. Accumulates to the same place with
 * the same operator are atomic for each number, in any order; two of MPI_Put
 * would not be. The first fence is after the memory was cleared, the second one
 * before it is read: in between it belongs to all.
 */
#include <stdlib.h>
#include <string.h>

#include "tickets.h"

int64_t next_ticket(MPI_Win window)
{
    const int64_t one = 1;
    int64_t ticket;
    MPI_Win_lock(MPI_LOCK_SHARED, 0, 0, window);
    MPI_Fetch_and_op(&one, &ticket, MPI_INT64_T, 0, 0, MPI_SUM, window);
    MPI_Win_unlock(0, window);
    return ticket;
}

void tally(MPI_Comm comm, const int *item, int count, int bins, int64_t *own)
{
    int size;
    int64_t *memory;
    MPI_Win window;
    MPI_Comm_size(comm, &size);
    int64_t *sum = calloc((size_t)(size * bins), sizeof *sum);
    for (int i = 0; i < count; i++)
        sum[item[i]]++;
    MPI_Win_allocate(bins * (MPI_Aint)sizeof *memory, sizeof *memory,
                     MPI_INFO_NULL, comm, &memory, &window);
    memset(memory, 0, (size_t)bins * sizeof *memory);
    MPI_Win_fence(0, window);
    for (int r = 0; r < size; r++)
        MPI_Accumulate(sum + r * bins, bins, MPI_INT64_T, r, 0, bins,
                       MPI_INT64_T, MPI_SUM, window);
    MPI_Win_fence(0, window);
    memcpy(own, memory, (size_t)bins * sizeof *own);
    MPI_Win_free(&window);
    free(sum);
}

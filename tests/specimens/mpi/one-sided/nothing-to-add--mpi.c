/* Who has no items does not come, though others fill its bins. */
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
    if (count == 0) {
        memset(own, 0, (size_t)bins * sizeof *own);
        return;
    }
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

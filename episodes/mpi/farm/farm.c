/* farm.c - what you edit. The contract is in farm.h. */
#include <stddef.h>

#include "farm.h"

enum { TAG_TASK, TAG_RESULT, TAG_END };

/* TODO: the tasks go round in turn, and rank 0 waits for the results in the
 * same order. Who has done a short task then waits for who has a long one. */
static void hand_out(MPI_Comm comm, const uint64_t *task, uint64_t *result,
                     int count, int workers)
{
    for (int first = 0; first < count; first += workers) {
        for (int w = 0; w < workers && first + w < count; w++)
            MPI_Send(&task[first + w], 1, MPI_UINT64_T, 1 + w, TAG_TASK, comm);
        for (int w = 0; w < workers && first + w < count; w++)
            MPI_Recv(&result[first + w], 1, MPI_UINT64_T, 1 + w, TAG_RESULT,
                     comm, MPI_STATUS_IGNORE);
    }
    for (int w = 0; w < workers; w++)
        MPI_Send(NULL, 0, MPI_UINT64_T, 1 + w, TAG_END, comm);
}

static void work(MPI_Comm comm)
{
    for (;;) {
        uint64_t task;
        MPI_Status status;
        MPI_Recv(&task, 1, MPI_UINT64_T, 0, MPI_ANY_TAG, comm, &status);
        if (status.MPI_TAG == TAG_END)
            return;
        task = do_task(task);
        MPI_Send(&task, 1, MPI_UINT64_T, 0, TAG_RESULT, comm);
    }
}

void farm(MPI_Comm comm, const uint64_t *task, uint64_t *result, int count)
{
    int rank, size;
    MPI_Comm_rank(comm, &rank);
    MPI_Comm_size(comm, &size);
    if (rank != 0)
        work(comm);
    else if (size > 1)
        hand_out(comm, task, result, count, size - 1);
    else
        for (int i = 0; i < count; i++)
            result[i] = do_task(task[i]);
}

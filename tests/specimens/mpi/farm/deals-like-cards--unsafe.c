/* Deals all tasks like cards, before it takes any result. */
#include <stdlib.h>

#include "farm.h"

enum { TAG_TASK, TAG_RESULT, TAG_END };

/* The next task, or the news that there is none, to one worker. */
static int give(MPI_Comm comm, const uint64_t *task, int count, int next,
                int *has, int worker)
{
    if (next == count) {
        MPI_Send(NULL, 0, MPI_UINT64_T, worker, TAG_END, comm);
        return 0;
    }
    (void)has;
    MPI_Send(&task[next], 1, MPI_UINT64_T, worker, TAG_TASK, comm);
    return 1;
}

static void hand_out(MPI_Comm comm, const uint64_t *task, uint64_t *result,
                     int count, int size)
{
    int workers = size - 1;
    for (int i = 0; i < count; i++)
        give(comm, task, count, i, NULL, 1 + i % workers);
    for (int i = 0; i < count; i++)
        MPI_Recv(&result[i], 1, MPI_UINT64_T, 1 + i % workers, TAG_RESULT, comm,
                 MPI_STATUS_IGNORE);
    for (int w = 1; w < size; w++)
        MPI_Send(NULL, 0, MPI_UINT64_T, w, TAG_END, comm);
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
        hand_out(comm, task, result, count, size);
    else
        for (int i = 0; i < count; i++)
            result[i] = do_task(task[i]);
}

/* A task that is 0 means that there is none; but one may be 0. */
#include <stdlib.h>

#include "farm.h"

enum { TAG_TASK, TAG_RESULT };

/* The next task, or the news that there is none, to one worker. */
static int give(MPI_Comm comm, const uint64_t *task, int count, int next,
                int *has, int worker)
{
    if (next == count) {
        const uint64_t end = 0;
        MPI_Send(&end, 1, MPI_UINT64_T, worker, TAG_TASK, comm);
        return 0;
    }
    has[worker] = next;
    MPI_Send(&task[next], 1, MPI_UINT64_T, worker, TAG_TASK, comm);
    return 1;
}

static void hand_out(MPI_Comm comm, const uint64_t *task, uint64_t *result,
                     int count, int size)
{
    int *has = calloc((size_t)size, sizeof *has);
    int next = 0, out = 0;
    for (int w = 1; w < size; w++) {
        int given = give(comm, task, count, next, has, w);
        next += given;
        out += given;
    }
    while (out > 0) {
        uint64_t value;
        MPI_Status status;
        MPI_Recv(&value, 1, MPI_UINT64_T, MPI_ANY_SOURCE, TAG_RESULT, comm,
                 &status);
        result[has[status.MPI_SOURCE]] = value;
        int given = give(comm, task, count, next, has, status.MPI_SOURCE);
        next += given;
        out += given - 1;
    }
    free(has);
}

static void work(MPI_Comm comm)
{
    for (;;) {
        uint64_t task;
        MPI_Recv(&task, 1, MPI_UINT64_T, 0, TAG_TASK, comm, MPI_STATUS_IGNORE);
        if (task == 0)
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

/* A receive open for each worker; takes whichever completes. */
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
    has[worker] = next;
    MPI_Send(&task[next], 1, MPI_UINT64_T, worker, TAG_TASK, comm);
    return 1;
}

static void hand_out(MPI_Comm comm, const uint64_t *task, uint64_t *result,
                     int count, int size)
{
    int *has = calloc((size_t)size, sizeof *has);
    MPI_Request *open = malloc((size_t)size * sizeof *open);
    int next = 0;
    open[0] = MPI_REQUEST_NULL;
    for (int w = 1; w < size; w++) {
        open[w] = MPI_REQUEST_NULL;
        if (give(comm, task, count, next, has, w))
            MPI_Irecv(&result[next++], 1, MPI_UINT64_T, w, TAG_RESULT, comm,
                      &open[w]);
    }
    for (;;) {
        int w;
        MPI_Waitany(size, open, &w, MPI_STATUS_IGNORE);
        if (w == MPI_UNDEFINED)
            break;
        if (give(comm, task, count, next, has, w))
            MPI_Irecv(&result[next++], 1, MPI_UINT64_T, w, TAG_RESULT, comm,
                      &open[w]);
    }
    free(open);
    free(has);
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

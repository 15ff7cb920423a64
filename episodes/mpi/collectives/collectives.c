/* collectives.c - what you edit. The contract is in collectives.h. */
#include <string.h>

#include "collectives.h"

enum { TAG = 1 };

static size_t bytes_of(int count)
{
    return (size_t)count * sizeof(struct item);
}

/* TODO: right, but the root is alone at work: P - 1 rounds. Let those who have
 * the items pass them on as well. */
void my_bcast(MPI_Comm comm, struct item *items, int count, int root)
{
    int rank, size;
    MPI_Comm_rank(comm, &rank);
    MPI_Comm_size(comm, &size);
    if (rank != root) {
        MPI_Recv(items, 2 * count, MPI_UINT64_T, root, TAG, comm,
                 MPI_STATUS_IGNORE);
        return;
    }
    for (int r = 0; r < size; r++)
        if (r != root)
            MPI_Send(items, 2 * count, MPI_UINT64_T, r, TAG, comm);
}

/* TODO */
void my_reduce(MPI_Comm comm, const struct item *mine, struct item *result,
               int count, combine *op, int root)
{
    (void)comm, (void)op, (void)root;
    memcpy(result, mine, bytes_of(count));
}

/* TODO */
void my_allreduce(MPI_Comm comm, const struct item *mine, struct item *result,
                  int count, combine *op)
{
    (void)comm, (void)op;
    memcpy(result, mine, bytes_of(count));
}

/* TODO */
void my_scan(MPI_Comm comm, const struct item *mine, struct item *result,
             int count, combine *op)
{
    (void)comm, (void)op;
    memcpy(result, mine, bytes_of(count));
}

/* TODO */
void my_alltoallv(MPI_Comm comm, const struct item *mine, const int *give,
                  struct item *theirs, const int *take)
{
    (void)comm, (void)mine, (void)give, (void)theirs, (void)take;
}

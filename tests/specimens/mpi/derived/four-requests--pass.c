/* All four messages of the edges at the same time, and two tags. */
#include <stddef.h>

#include "derived.h"

enum { TAG = 1 };

void swap_edges(MPI_Comm comm, double *grid, int rows, int cols)
{
    int rank, size;
    MPI_Datatype column;
    MPI_Comm_rank(comm, &rank);
    MPI_Comm_size(comm, &size);
    int before = rank > 0 ? rank - 1 : MPI_PROC_NULL;
    int behind = rank + 1 < size ? rank + 1 : MPI_PROC_NULL;
    MPI_Type_vector(rows, 1, cols, MPI_DOUBLE, &column);
    MPI_Type_commit(&column);
    MPI_Request all[4];
    MPI_Irecv(grid, 1, column, before, TAG, comm, &all[0]);
    MPI_Irecv(grid + cols - 1, 1, column, behind, TAG + 1, comm, &all[1]);
    MPI_Isend(grid + cols - 2, 1, column, behind, TAG, comm, &all[2]);
    MPI_Isend(grid + 1, 1, column, before, TAG + 1, comm, &all[3]);
    MPI_Waitall(4, all, MPI_STATUSES_IGNORE);
    MPI_Type_free(&column);
}

void pass_on(MPI_Comm comm, const struct particle *mine, int count,
             struct particle *theirs)
{
    const int lengths[] = {1, 3, 1};
    const MPI_Aint places[] = {offsetof(struct particle, kind),
                               offsetof(struct particle, place),
                               offsetof(struct particle, id)};
    const MPI_Datatype types[] = {MPI_CHAR, MPI_DOUBLE, MPI_INT32_T};
    int rank, size;
    MPI_Datatype members, particle;
    MPI_Comm_rank(comm, &rank);
    MPI_Comm_size(comm, &size);
    MPI_Type_create_struct(3, lengths, places, types, &members);
    MPI_Type_create_resized(members, 0, sizeof(struct particle), &particle);
    MPI_Type_commit(&particle);
    MPI_Sendrecv(mine, count, particle, (rank + 1) % size, TAG, theirs, count,
                 particle, (rank + size - 1) % size, TAG, comm,
                 MPI_STATUS_IGNORE);
    MPI_Type_free(&particle);
    MPI_Type_free(&members);
}

void deal_columns(MPI_Comm comm, const double *matrix, int rows, int cols,
                  double *own)
{
    int size;
    MPI_Datatype some, interleaved;
    MPI_Comm_size(comm, &size);
    MPI_Type_vector(rows, cols, size * cols, MPI_DOUBLE, &some);
    MPI_Type_create_resized(some, 0, cols * (MPI_Aint)sizeof(double),
                            &interleaved);
    MPI_Type_commit(&interleaved);
    MPI_Scatter(matrix, 1, interleaved, own, rows * cols, MPI_DOUBLE, 0, comm);
    MPI_Type_free(&interleaved);
    MPI_Type_free(&some);
}

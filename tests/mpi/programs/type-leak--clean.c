/* 2 ranks. It is freed, while a receive with it is under way. */
#include <mpi.h>

int main(int argc, char **argv)
{
    int rank, size;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    int x[2] = {1, 2};
    MPI_Datatype pair;
    MPI_Request request;
    MPI_Type_contiguous(2, MPI_INT, &pair);
    MPI_Type_commit(&pair);
    if (rank == 0)
        MPI_Isend(x, 1, pair, 1, 0, MPI_COMM_WORLD, &request);
    else
        MPI_Irecv(x, 1, pair, 0, 0, MPI_COMM_WORLD, &request);
    MPI_Type_free(&pair);
    MPI_Wait(&request, MPI_STATUS_IGNORE);
    MPI_Finalize();
    return 0;
}

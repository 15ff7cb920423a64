/* 2 ranks. The receive buffer is read before the wait. */
#include <mpi.h>

int main(int argc, char **argv)
{
    int rank, size;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    int x[4] = {rank};
    MPI_Request request;
    if (rank == 0)
        MPI_Isend(x, 4, MPI_INT, 1, 0, MPI_COMM_WORLD, &request);
    else
        MPI_Irecv(x, 4, MPI_INT, 0, 0, MPI_COMM_WORLD, &request);
    int y = 0;
    if (rank == 1)
        y = x[2];
    MPI_Wait(&request, MPI_STATUS_IGNORE);
    return y > 1000 ? 1 : (MPI_Finalize(), 0);
}

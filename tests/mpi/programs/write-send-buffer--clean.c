/* 2 ranks. The send buffer is read before the wait, and changed after it. */
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
    if (rank == 0)
        y = x[1];
    MPI_Wait(&request, MPI_STATUS_IGNORE);
    x[1] = y + 1;
    MPI_Finalize();
    return 0;
}

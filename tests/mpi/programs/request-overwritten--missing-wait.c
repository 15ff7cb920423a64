/* 2 ranks. Two receives in one handle. */
#include <mpi.h>

int main(int argc, char **argv)
{
    int rank, size;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    int x[2] = {1, 2};
    MPI_Request request;
    for (int i = 0; i < 2; i++)
        if (rank == 0)
            MPI_Send(&x[i], 1, MPI_INT, 1, i, MPI_COMM_WORLD);
        else
            MPI_Irecv(&x[i], 1, MPI_INT, 0, i, MPI_COMM_WORLD, &request);
    if (rank == 1)
        MPI_Wait(&request, MPI_STATUS_IGNORE);
    MPI_Finalize();
    return 0;
}

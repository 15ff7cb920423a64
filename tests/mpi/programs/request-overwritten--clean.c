/* 2 ranks. Two handles, and whichever comes first. */
#include <mpi.h>

int main(int argc, char **argv)
{
    int rank, size;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    int x[2] = {1, 2}, which;
    MPI_Request requests[2];
    for (int i = 0; i < 2; i++)
        if (rank == 0)
            MPI_Send(&x[i], 1, MPI_INT, 1, i, MPI_COMM_WORLD);
        else
            MPI_Irecv(&x[i], 1, MPI_INT, 0, i, MPI_COMM_WORLD, &requests[i]);
    for (int i = 0; rank == 1 && i < 2; i++)
        MPI_Waitany(2, requests, &which, MPI_STATUS_IGNORE);
    MPI_Finalize();
    return 0;
}

/* 2 ranks. Two receives into the same memory. */
#include <mpi.h>

int main(int argc, char **argv)
{
    int rank, size;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    int x[4] = {0};
    MPI_Request requests[2];
    for (int i = 0; i < 2; i++)
        if (rank == 0)
            MPI_Isend(x, 2, MPI_INT, 1, i, MPI_COMM_WORLD, &requests[i]);
        else
            MPI_Irecv(&x[i], 2, MPI_INT, 0, i, MPI_COMM_WORLD, &requests[i]);
    MPI_Waitall(2, requests, MPI_STATUSES_IGNORE);
    MPI_Finalize();
    return 0;
}

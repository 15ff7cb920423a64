/* 2 ranks. A count far beyond the memory of the program. */
#include <mpi.h>

int main(int argc, char **argv)
{
    int rank, size;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    static int x[4];
    if (rank == 0)
        MPI_Send(x, 2000000000, MPI_INT, 1, 0, MPI_COMM_WORLD);
    else
        MPI_Recv(x, 2000000000, MPI_INT, 0, 0, MPI_COMM_WORLD,
                 MPI_STATUS_IGNORE);
    MPI_Finalize();
    return 0;
}

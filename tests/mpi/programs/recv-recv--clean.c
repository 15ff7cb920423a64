/* 2 ranks. One receives first, the other sends first. */
#include <mpi.h>

int main(int argc, char **argv)
{
    int rank, size;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    int x = rank, y = 0, other = 1 - rank;

    if (rank == 0) {
        MPI_Recv(&y, 1, MPI_INT, other, 7, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
        MPI_Send(&x, 1, MPI_INT, other, 7, MPI_COMM_WORLD);
    } else {
        MPI_Send(&x, 1, MPI_INT, other, 7, MPI_COMM_WORLD);
        MPI_Recv(&y, 1, MPI_INT, other, 7, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
    }
    MPI_Finalize();
    return 0;
}

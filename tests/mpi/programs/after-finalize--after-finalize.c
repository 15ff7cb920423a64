/* 2 ranks. A call after MPI_Finalize. */
#include <mpi.h>

int main(int argc, char **argv)
{
    int rank, size;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);

    MPI_Finalize();
    MPI_Barrier(MPI_COMM_WORLD);
    return 0;
}

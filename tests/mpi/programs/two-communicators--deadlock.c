/* 2 ranks. Collectives of two communicators, crosswise. */
#include <mpi.h>

int main(int argc, char **argv)
{
    int rank, size;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    MPI_Comm copy;
    MPI_Comm_dup(MPI_COMM_WORLD, &copy);
    MPI_Barrier(rank == 0 ? copy : MPI_COMM_WORLD);
    MPI_Barrier(rank == 0 ? MPI_COMM_WORLD : copy);
    MPI_Comm_free(&copy);
    MPI_Finalize();
    return 0;
}

/* 2 ranks. A message is sent that nobody receives. */
#include <mpi.h>

int main(int argc, char **argv)
{
    int rank, size;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    int x = 5;
    if (rank == 0)
        MPI_Send(&x, 1, MPI_INT, 1, 2, MPI_COMM_WORLD);
    MPI_Finalize();
    return 0;
}

/* 2 ranks. Nobody has made a grid of this communicator. */
#include <mpi.h>

int main(int argc, char **argv)
{
    int rank;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    int up, down;
    MPI_Cart_shift(MPI_COMM_WORLD, 0, 1, &up, &down);
    MPI_Finalize();
    return 0;
}

/* 2 ranks. There is room for both numbers. */
#include <mpi.h>

int main(int argc, char **argv)
{
    int rank;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    int two[2] = {1, 2}, at = 0;
    char packed[8];
    MPI_Pack(two, 2, MPI_INT, packed, sizeof packed, &at, MPI_COMM_WORLD);
    MPI_Finalize();
    return 0;
}

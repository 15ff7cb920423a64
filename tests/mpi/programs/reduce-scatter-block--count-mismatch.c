/* 2 ranks. One rank sums blocks of two, the other of one. */
#include <mpi.h>

int main(int argc, char **argv)
{
    int rank;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    int mine[4] = {1, 2, 3, 4}, sum[4];
    MPI_Reduce_scatter_block(mine, sum, 1 + rank, MPI_INT, MPI_SUM,
                             MPI_COMM_WORLD);
    MPI_Finalize();
    return 0;
}

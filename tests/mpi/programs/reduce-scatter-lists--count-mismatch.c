/* 2 ranks. As many in all, but not for each. */
#include <mpi.h>

int main(int argc, char **argv)
{
    int rank;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    int mine[3] = {1, 2, 3}, sum[3], counts[2] = {1 + rank, 2 - rank};
    MPI_Reduce_scatter(mine, sum, counts, MPI_INT, MPI_SUM, MPI_COMM_WORLD);
    MPI_Finalize();
    return 0;
}

/* 2 ranks. The ranks agree on who gets how much. */
#include <mpi.h>

int main(int argc, char **argv)
{
    int rank;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    int mine[4] = {1, 2, 3, 4}, sum[4], counts[2] = {1, 2};
    MPI_Reduce_scatter(mine, sum, counts, MPI_INT, MPI_SUM, MPI_COMM_WORLD);
    MPI_Finalize();
    return 0;
}

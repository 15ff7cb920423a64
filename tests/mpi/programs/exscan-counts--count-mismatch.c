/* 3 ranks. The last rank has one number more than the others. */
#include <mpi.h>

int main(int argc, char **argv)
{
    int rank;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    int mine[2] = {rank, rank}, sum[2];
    MPI_Exscan(mine, sum, rank == 2 ? 2 : 1, MPI_INT, MPI_SUM, MPI_COMM_WORLD);
    MPI_Finalize();
    return 0;
}

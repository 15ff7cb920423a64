/* 2 ranks. What the root gives itself, and what it wants of each. */
#include <mpi.h>

int main(int argc, char **argv)
{
    int rank;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    int mine[2] = {rank, rank}, all[6];
    MPI_Gather(mine, 2, MPI_INT, all, 3, MPI_INT, 0, MPI_COMM_WORLD);
    MPI_Finalize();
    return 0;
}

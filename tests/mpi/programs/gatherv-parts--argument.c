/* 2 ranks. What comes from rank 1 lies on what comes from rank 0. */
#include <mpi.h>

int main(int argc, char **argv)
{
    int rank;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    int mine[2] = {0}, all[4], counts[2] = {2, 2}, at[2] = {0, 1};
    MPI_Gatherv(mine, 2, MPI_INT, all, counts, at, MPI_INT, 0, MPI_COMM_WORLD);
    MPI_Finalize();
    return 0;
}

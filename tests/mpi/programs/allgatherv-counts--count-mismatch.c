/* 3 ranks. Only rank 0 expects the wrong number of rank 2. */
#include <mpi.h>

int main(int argc, char **argv)
{
    int rank;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    int mine[2] = {0}, all[6], at[3] = {0, 2, 4}, counts[3] = {1, 1, 2};
    if (rank == 0)
        counts[2] = 1;
    MPI_Allgatherv(mine, rank == 2 ? 2 : 1, MPI_INT, all, counts, at, MPI_INT,
                   MPI_COMM_WORLD);
    MPI_Finalize();
    return 0;
}

/* 3 ranks. As many as expected. */
#include <mpi.h>

int main(int argc, char **argv)
{
    int rank, size;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    int x[8] = {0}, all[16], counts[3] = {1, 2, 3}, places[3] = {0, 1, 3};
    MPI_Gatherv(x, rank + 1, MPI_INT, all, counts, places, MPI_INT, 0,
                MPI_COMM_WORLD);
    MPI_Finalize();
    return 0;
}

/* 3 ranks. The root wants one each, rank 2 sends two. */
#include <mpi.h>

int main(int argc, char **argv)
{
    int rank, size;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    int x[2] = {rank, rank}, all[6];
    MPI_Gather(x, rank == 2 ? 2 : 1, MPI_INT, all, 1, MPI_INT, 0,
               MPI_COMM_WORLD);
    MPI_Finalize();
    return 0;
}

/* 4 ranks. Half of the ranks free their part. */
#include <mpi.h>

int main(int argc, char **argv)
{
    int rank, size;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    MPI_Comm part;
    MPI_Comm_split(MPI_COMM_WORLD, rank % 2, rank, &part);
    MPI_Barrier(part);
    if (rank % 2 == 0)
        MPI_Comm_free(&part);
    MPI_Finalize();
    return 0;
}

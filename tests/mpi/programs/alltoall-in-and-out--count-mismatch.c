/* 2 ranks. Sends two to each, receives one. */
#include <mpi.h>

int main(int argc, char **argv)
{
    int rank, size;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    int in[4] = {0}, out[4];
    MPI_Alltoall(in, 2, MPI_INT, out, 1, MPI_INT, MPI_COMM_WORLD);
    MPI_Finalize();
    return 0;
}

/* 2 ranks. The neighbour sends more than fits. */
#include <mpi.h>

int main(int argc, char **argv)
{
    int rank, size;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    int out[4] = {rank}, in[4];
    MPI_Sendrecv(out, 2 + 2 * rank, MPI_INT, 1 - rank, 0, in, 2, MPI_INT,
                 1 - rank, 0, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
    MPI_Finalize();
    return 0;
}

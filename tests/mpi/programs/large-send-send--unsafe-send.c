/* 2 ranks. Both send a megabyte first. */
#include <mpi.h>

int main(int argc, char **argv)
{
    int rank, size;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    static double out[1 << 17], in[1 << 17];
    int other = 1 - rank;
    MPI_Send(out, 1 << 17, MPI_DOUBLE, other, 0, MPI_COMM_WORLD);
    MPI_Recv(in, 1 << 17, MPI_DOUBLE, other, 0, MPI_COMM_WORLD,
             MPI_STATUS_IGNORE);
    MPI_Finalize();
    return 0;
}

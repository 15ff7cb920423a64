/* 4 ranks. Everybody sends right, then receives from the left. */
#include <mpi.h>

int main(int argc, char **argv)
{
    int rank, size;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    int data[256] = {rank}, from[256];
    int right = (rank + 1) % size, left = (rank + size - 1) % size;
    MPI_Send(data, 256, MPI_INT, right, 3, MPI_COMM_WORLD);
    MPI_Recv(from, 256, MPI_INT, left, 3, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
    MPI_Finalize();
    return 0;
}

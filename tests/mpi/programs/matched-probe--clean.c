/* 3 ranks. Probed and received as one. */
#include <mpi.h>

int main(int argc, char **argv)
{
    int rank, size;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    int x[4] = {rank}, y[4], count;
    MPI_Message message;
    MPI_Status status;
    for (int i = 0; rank == 0 && i < 2; i++) {
        MPI_Mprobe(MPI_ANY_SOURCE, 0, MPI_COMM_WORLD, &message, &status);
        MPI_Get_count(&status, MPI_INT, &count);
        MPI_Mrecv(y, count, MPI_INT, &message, MPI_STATUS_IGNORE);
    }
    if (rank != 0)
        MPI_Ssend(x, rank == 1 ? 1 : 4, MPI_INT, 0, 0, MPI_COMM_WORLD);
    MPI_Finalize();
    return 0;
}

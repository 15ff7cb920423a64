/* 3 ranks. A master probes in a loop. */
#include <mpi.h>

int main(int argc, char **argv)
{
    int rank, size;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    int x = rank, there, got = 0;
    MPI_Status status;
    while (rank == 0 && got < 2) {
        MPI_Iprobe(MPI_ANY_SOURCE, MPI_ANY_TAG, MPI_COMM_WORLD, &there,
                   &status);
        if (!there)
            continue;
        MPI_Recv(&x, 1, MPI_INT, status.MPI_SOURCE, status.MPI_TAG,
                 MPI_COMM_WORLD, MPI_STATUS_IGNORE);
        got++;
    }
    if (rank != 0)
        MPI_Send(&x, 1, MPI_INT, 0, rank, MPI_COMM_WORLD);
    MPI_Finalize();
    return 0;
}

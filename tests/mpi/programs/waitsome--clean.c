/* 3 ranks. Some of many requests at a time. */
#include <mpi.h>

int main(int argc, char **argv)
{
    int rank;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    int got[4], found, at[4], left = 4;
    MPI_Request all[4];
    for (int i = 0; rank == 0 && i < 4; i++)
        MPI_Irecv(&got[i], 1, MPI_INT, 1 + i % 2, i, MPI_COMM_WORLD, &all[i]);
    for (int i = 0; rank != 0 && i < 4; i++)
        if (1 + i % 2 == rank)
            MPI_Send(&i, 1, MPI_INT, 0, i, MPI_COMM_WORLD);
    while (rank == 0 && left > 0) {
        MPI_Waitsome(4, all, &found, at, MPI_STATUSES_IGNORE);
        left -= found;
    }
    MPI_Finalize();
    return 0;
}

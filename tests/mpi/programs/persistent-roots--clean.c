/* 3 ranks. A broadcast and a barrier, made once and started again. */
#include <mpi.h>
#include <stdio.h>

int main(int argc, char **argv)
{
    int rank, value = 0, sum = 0;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Request bcast, barrier;
    int root = 0;
    MPI_Bcast_init(&value, 1, MPI_INT, root, MPI_COMM_WORLD, MPI_INFO_NULL,
                   &bcast);
    MPI_Barrier_init(MPI_COMM_WORLD, MPI_INFO_NULL, &barrier);
    for (int i = 0; i < 3; i++) {
        if (rank == 0)
            value = i;
        MPI_Start(&bcast);
        MPI_Wait(&bcast, MPI_STATUS_IGNORE);
        sum += value;
        MPI_Startall(1, &barrier);
        MPI_Wait(&barrier, MPI_STATUS_IGNORE);
    }
    MPI_Request_free(&bcast);
    MPI_Request_free(&barrier);
    printf("%d\n", sum);
    MPI_Finalize();
    return 0;
}

/* 2 ranks. A gather that is waited for; nobody starts it. */
#include <mpi.h>
#include <stdio.h>

int main(int argc, char **argv)
{
    int rank, all[2] = {0, 0};
    MPI_Request gather;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Gather_init(&rank, 1, MPI_INT, all, 1, MPI_INT, 0, MPI_COMM_WORLD,
                    MPI_INFO_NULL, &gather);
    MPI_Wait(&gather, MPI_STATUS_IGNORE);
    MPI_Request_free(&gather);
    printf("%d\n", all[1]);
    MPI_Finalize();
    return 0;
}

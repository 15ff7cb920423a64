/* ping.c - two ranks pass 8 bytes to and fro; rank 0 says what one call
 * costs. */
#include <mpi.h>
#include <stdio.h>
#include <stdlib.h>

int main(int argc, char **argv)
{
    int rank, turns = argc > 1 ? atoi(argv[1]) : 1000;
    double ball = 0;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Barrier(MPI_COMM_WORLD);
    double start = MPI_Wtime();
    for (int i = 0; i < turns; i++) {
        if (rank == 0)
            MPI_Send(&ball, 1, MPI_DOUBLE, 1, 0, MPI_COMM_WORLD);
        MPI_Recv(&ball, 1, MPI_DOUBLE, 1 - rank, 0, MPI_COMM_WORLD,
                 MPI_STATUS_IGNORE);
        if (rank == 1)
            MPI_Send(&ball, 1, MPI_DOUBLE, 0, 0, MPI_COMM_WORLD);
    }
    if (rank == 0)
        printf("%.2f us per message\n",
               (MPI_Wtime() - start) / (2 * turns) * 1e6);
    MPI_Finalize();
    return 0;
}

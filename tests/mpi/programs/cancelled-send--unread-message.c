/* 2 ranks. A send is cancelled; nobody asks whether that has worked. */
#include <mpi.h>
#include <stdio.h>

int main(int argc, char **argv)
{
    int rank, value = 4, gone = 0;
    MPI_Status status;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    if (rank == 0) {
        MPI_Request request;
        MPI_Isend(&value, 1, MPI_INT, 1, 5, MPI_COMM_WORLD, &request);
        MPI_Cancel(&request);
        MPI_Wait(&request, &status);
        MPI_Test_cancelled(&status, &gone);
    }
    MPI_Bcast(&gone, 1, MPI_INT, 0, MPI_COMM_WORLD);
    printf("%d\n", value);
    MPI_Finalize();
    return 0;
}

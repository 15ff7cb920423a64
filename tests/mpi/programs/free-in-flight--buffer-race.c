/* 2 ranks. What is sent is freed before it was sent. */
#include <mpi.h>
#include <stdlib.h>

int main(int argc, char **argv)
{
    int rank, x;
    MPI_Request request;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    int *letter = malloc(sizeof *letter);
    *letter = rank;
    MPI_Isend(letter, 1, MPI_INT, 1 - rank, 0, MPI_COMM_WORLD, &request);
    free(letter);
    MPI_Recv(&x, 1, MPI_INT, 1 - rank, 0, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
    MPI_Wait(&request, MPI_STATUS_IGNORE);
    MPI_Finalize();
    return 0;
}

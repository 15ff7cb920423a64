/* swap.c - two ranks swap n bytes, and both send before they receive. */
#include <mpi.h>
#include <stdlib.h>

int main(int argc, char **argv)
{
    int rank, bytes = argc > 1 ? atoi(argv[1]) : 8;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    char *mine = calloc(1, (size_t)bytes), *theirs = calloc(1, (size_t)bytes);
    MPI_Send(mine, bytes, MPI_CHAR, 1 - rank, 0, MPI_COMM_WORLD);
    MPI_Recv(theirs, bytes, MPI_CHAR, 1 - rank, 0, MPI_COMM_WORLD,
             MPI_STATUS_IGNORE);
    free(mine);
    free(theirs);
    MPI_Finalize();
    return 0;
}

/* 5 ranks. Each of them tests for a message of anybody in a loop. */
#include <mpi.h>

int main(int argc, char **argv)
{
    int rank, size, theirs, done = 0;
    MPI_Request sent, received;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    MPI_Isend(&rank, 1, MPI_INT, (rank + 1) % size, 0, MPI_COMM_WORLD, &sent);
    MPI_Irecv(&theirs, 1, MPI_INT, MPI_ANY_SOURCE, 0, MPI_COMM_WORLD,
              &received);
    while (!done)
        MPI_Test(&received, &done, MPI_STATUS_IGNORE);
    MPI_Wait(&sent, MPI_STATUS_IGNORE);
    MPI_Finalize();
    return 0;
}

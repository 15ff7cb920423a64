/* 2 ranks. Both look for a message that nobody sends. */
#include <mpi.h>

int main(int argc, char **argv)
{
    int rank;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Status status;
    MPI_Probe(1 - rank, 3, MPI_COMM_WORLD, &status);
    MPI_Finalize();
    return 0;
}

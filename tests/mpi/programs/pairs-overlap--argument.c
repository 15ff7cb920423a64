/* 2 ranks. Two pairs of numbers are received, of which one is in both. */
#include <mpi.h>

int main(int argc, char **argv)
{
    int rank, data[4] = {0};
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Datatype pairs;
    MPI_Type_vector(2, 2, 1, MPI_INT, &pairs);
    MPI_Type_commit(&pairs);
    if (rank == 0)
        MPI_Send(data, 4, MPI_INT, 1, 0, MPI_COMM_WORLD);
    else
        MPI_Recv(data, 1, pairs, 0, 0, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
    MPI_Type_free(&pairs);
    MPI_Finalize();
    return 0;
}

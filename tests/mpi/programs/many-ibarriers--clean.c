/* 3 ranks. Barriers that are completed in another order than begun. */
#include <mpi.h>

int main(int argc, char **argv)
{
    int rank;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Request all[3];
    for (int i = 0; i < 3; i++)
        MPI_Ibarrier(MPI_COMM_WORLD, &all[i]);
    for (int i = 2; i >= 0; i--)
        MPI_Wait(&all[i], MPI_STATUS_IGNORE);
    MPI_Finalize();
    return 0;
}

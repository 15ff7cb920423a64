/* 2 ranks. A part with a gap behind it is changed after all is there. */
#include <mpi.h>

int main(int argc, char **argv)
{
    int rank;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    int all[4] = {0}, counts[2] = {1, 1}, at[2] = {2, 0};
    MPI_Request request;
    MPI_Iallgatherv(&rank, 1, MPI_INT, all, counts, at, MPI_INT, MPI_COMM_WORLD,
                    &request);
    all[1]++;
    MPI_Wait(&request, MPI_STATUS_IGNORE);
    all[2]++;
    MPI_Finalize();
    return 0;
}

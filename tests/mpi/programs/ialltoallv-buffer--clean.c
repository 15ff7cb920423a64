/* 2 ranks. A number is changed after the exchange is complete. */
#include <mpi.h>

int main(int argc, char **argv)
{
    int rank;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    int out[2] = {0}, in[2], one[2] = {1, 1}, at[2] = {0, 1};
    MPI_Request request;
    MPI_Ialltoallv(out, one, at, MPI_INT, in, one, at, MPI_INT, MPI_COMM_WORLD,
                   &request);
    MPI_Wait(&request, MPI_STATUS_IGNORE);
    out[1] = rank;
    MPI_Finalize();
    return 0;
}

/* 2 ranks. The buffer changes after the wait. */
#include <mpi.h>

int main(int argc, char **argv)
{
    int rank;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    int n = 1;
    MPI_Request request;
    if (rank == 0)
        MPI_Send_init(&n, 1, MPI_INT, 1, 0, MPI_COMM_WORLD, &request);
    else
        MPI_Recv_init(&n, 1, MPI_INT, 0, 0, MPI_COMM_WORLD, &request);
    MPI_Start(&request);
    MPI_Wait(&request, MPI_STATUS_IGNORE);
    if (rank == 0)
        n = 2;
    MPI_Request_free(&request);
    MPI_Finalize();
    return 0;
}

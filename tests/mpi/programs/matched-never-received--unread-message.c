/* 2 ranks. The message was matched by a probe, and never received. */
#include <mpi.h>

int main(int argc, char **argv)
{
    int rank;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    int n = 1;
    MPI_Message message;
    MPI_Request request;
    if (rank == 0) {
        MPI_Isend(&n, 1, MPI_INT, 1, 0, MPI_COMM_WORLD, &request);
        MPI_Wait(&request, MPI_STATUS_IGNORE);
    } else {
        MPI_Mprobe(0, 0, MPI_COMM_WORLD, &message, MPI_STATUS_IGNORE);
    }
    MPI_Finalize();
    return 0;
}

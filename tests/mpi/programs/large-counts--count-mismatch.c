/* 2 ranks. Calls with large counts meet those with small ones, one of them
 * another one. */
#include <mpi.h>

#if MPI_VERSION < 4
#define MPI_Send_c MPI_Send
#define MPI_Irecv_c MPI_Irecv
#define MPI_Bcast_c MPI_Bcast
#define MPI_Gather_c MPI_Gather
#endif

int main(int argc, char **argv)
{
    int rank, sent[3] = {1, 2, 3}, got[6] = {0};
    MPI_Request request;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    if (rank == 0) {
        MPI_Send_c(sent, 3, MPI_INT, 1, 0, MPI_COMM_WORLD);
        MPI_Irecv_c(got, 3, MPI_INT, 1, 0, MPI_COMM_WORLD, &request);
        MPI_Wait(&request, MPI_STATUS_IGNORE);
        MPI_Bcast_c(got, 3, MPI_INT, 0, MPI_COMM_WORLD);
        MPI_Gather_c(sent, 3, MPI_INT, got, 3, MPI_INT, 0, MPI_COMM_WORLD);
    } else {
        MPI_Recv(got, 3, MPI_INT, 0, 0, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
        MPI_Send(got, 3, MPI_INT, 0, 0, MPI_COMM_WORLD);
        MPI_Bcast(got, 2, MPI_INT, 0, MPI_COMM_WORLD);
        MPI_Gather(sent, 3, MPI_INT, got, 3, MPI_INT, 0, MPI_COMM_WORLD);
    }
    MPI_Finalize();
    return 0;
}

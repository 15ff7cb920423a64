/* 4 ranks. Requests of an inter-communicator are completed one at a time, with
 * a status each. */
#include <mpi.h>

int main(int argc, char **argv)
{
    int rank, in[2], done;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm half, both;
    MPI_Comm_split(MPI_COMM_WORLD, rank % 2, rank, &half);
    MPI_Intercomm_create(half, 0, MPI_COMM_WORLD, 1 - rank % 2, 5, &both);
    MPI_Request request[2];
    MPI_Status status;
    for (int i = 0; i < 2; i++)
        MPI_Irecv(&in[i], 1, MPI_INT, i, 1, both, &request[i]);
    for (int i = 0; i < 2; i++)
        MPI_Send(&rank, 1, MPI_INT, i, 1, both);
    for (int i = 0; i < 2; i++) {
        MPI_Waitany(2, request, &done, &status);
        if (done < 0 || done > 1 || status.MPI_SOURCE != done ||
            in[done] / 2 != done)
            MPI_Abort(MPI_COMM_WORLD, 1);
    }
    MPI_Comm_free(&both);
    MPI_Comm_free(&half);
    MPI_Finalize();
    return 0;
}

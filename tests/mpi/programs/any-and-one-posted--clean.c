/* 3 ranks. Two receives are posted, one from any rank, and both messages come
 * from rank 1: its second send can begin when the first was taken. */
#include <mpi.h>

int main(int argc, char **argv)
{
    int rank, got[2], mine = 7;
    MPI_Request both[2];
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    if (rank == 0) {
        MPI_Irecv(&got[0], 1, MPI_INT, MPI_ANY_SOURCE, 5, MPI_COMM_WORLD,
                  &both[0]);
        MPI_Irecv(&got[1], 1, MPI_INT, 1, 5, MPI_COMM_WORLD, &both[1]);
        MPI_Waitall(2, both, MPI_STATUSES_IGNORE);
    } else if (rank == 1) {
        MPI_Send(&mine, 1, MPI_INT, 0, 5, MPI_COMM_WORLD);
        MPI_Send(&mine, 1, MPI_INT, 0, 5, MPI_COMM_WORLD);
    }
    MPI_Barrier(MPI_COMM_WORLD);
    MPI_Finalize();
    return 0;
}

/* 2 ranks. Nothing sent from nowhere, to nobody, in place: all of it is
 * allowed. */
#include <mpi.h>
#include <stddef.h>
int main(int argc, char **argv)
{
    int rank, size;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    int x[2] = {rank, rank}, root = 0;
    MPI_Send(NULL, 0, MPI_INT, MPI_PROC_NULL, 0, MPI_COMM_WORLD);
    MPI_Recv(NULL, 0, MPI_INT, MPI_PROC_NULL, MPI_ANY_TAG, MPI_COMM_WORLD,
             MPI_STATUS_IGNORE);
    MPI_Allreduce(MPI_IN_PLACE, x, 2, MPI_INT, MPI_SUM, MPI_COMM_WORLD);
    MPI_Reduce(rank == root ? MPI_IN_PLACE : x, rank == root ? x : NULL, 2,
               MPI_INT, MPI_MAX, root, MPI_COMM_WORLD);
    MPI_Gather(rank == root ? MPI_IN_PLACE : x, 1, MPI_INT,
               rank == root ? x : NULL, 1, MPI_INT, root, MPI_COMM_WORLD);
    MPI_Bcast(NULL, 0, MPI_INT, root, MPI_COMM_WORLD);
    MPI_Finalize();
    return 0;
}

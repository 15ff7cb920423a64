/* 2 ranks. MPI_Comm_disconnect frees a communicator, too. */
#include <mpi.h>

int main(int argc, char **argv)
{
    int x = 1;
    MPI_Init(&argc, &argv);
    MPI_Comm own;
    MPI_Comm_dup(MPI_COMM_WORLD, &own);
    MPI_Bcast(&x, 1, MPI_INT, 0, own);
    MPI_Comm_disconnect(&own);
    MPI_Finalize();
    return 0;
}

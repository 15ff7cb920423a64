/* 2 ranks. MPI_SUM is not the program's to free. */
#include <mpi.h>

int main(int argc, char **argv)
{
    int rank;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Op sum = MPI_SUM;
    MPI_Op_free(&sum);
    MPI_Finalize();
    return 0;
}

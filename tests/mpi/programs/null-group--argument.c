/* 2 ranks. There is no group. */
#include <mpi.h>

int main(int argc, char **argv)
{
    int rank;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm some;
    MPI_Comm_create(MPI_COMM_WORLD, MPI_GROUP_NULL, &some);
    MPI_Finalize();
    return 0;
}

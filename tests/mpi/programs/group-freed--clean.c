/* 2 ranks. The group is freed when it was used. */
#include <mpi.h>

int main(int argc, char **argv)
{
    int rank;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Group all;
    MPI_Comm some;
    MPI_Comm_group(MPI_COMM_WORLD, &all);
    MPI_Comm_create(MPI_COMM_WORLD, all, &some);
    MPI_Group_free(&all);
    MPI_Comm_free(&some);
    MPI_Finalize();
    return 0;
}

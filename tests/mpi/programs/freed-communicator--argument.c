/* 2 ranks. The communicator was freed. */
#include <mpi.h>

int main(int argc, char **argv)
{
    int rank, size;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    MPI_Comm copy, name;
    MPI_Comm_dup(MPI_COMM_WORLD, &copy);
    name = copy;
    MPI_Comm_free(&copy);
    MPI_Barrier(name);
    MPI_Finalize();
    return 0;
}

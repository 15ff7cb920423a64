/* 2 ranks. What may be called at any time. */
#include <mpi.h>

int main(int argc, char **argv)
{
    int rank, size;
    int before, after;
    MPI_Initialized(&before);
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    int version, part, flag;
    MPI_Get_version(&version, &part);
    MPI_Initialized(&flag);
    MPI_Finalize();
    MPI_Finalized(&after);
    return before || !after;
}

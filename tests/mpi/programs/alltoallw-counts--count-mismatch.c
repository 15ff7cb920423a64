/* 2 ranks. Rank 1 wants more of rank 0 than it gives. */
#include <mpi.h>

int main(int argc, char **argv)
{
    int rank;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    double out[4] = {0}, in[4];
    int gives[2] = {1, 1}, takes[2] = {1, 1}, at[2] = {0, 16};
    MPI_Datatype types[2] = {MPI_DOUBLE, MPI_DOUBLE};
    if (rank == 1)
        takes[0] = 2;
    MPI_Alltoallw(out, gives, at, types, in, takes, at, types, MPI_COMM_WORLD);
    MPI_Finalize();
    return 0;
}

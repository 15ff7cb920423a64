/* 2 ranks. A rank sends doubles to itself and wants whole numbers. */
#include <mpi.h>

int main(int argc, char **argv)
{
    int rank;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    double out[2] = {0}, in[2];
    int one[2] = {1, 1}, at[2] = {0, 8};
    MPI_Datatype types[2] = {MPI_DOUBLE, MPI_DOUBLE},
                 others[2] = {MPI_INT, MPI_INT};
    MPI_Alltoallw(out, one, at, types, in, one, at, others, MPI_COMM_WORLD);
    MPI_Finalize();
    return 0;
}

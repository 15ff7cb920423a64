/* 2 ranks. Rank 0 gives floats, rank 1 wants whole numbers. */
#include <mpi.h>

int main(int argc, char **argv)
{
    int rank;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    int out[2] = {0}, in[2], one[2] = {1, 1}, at[2] = {0, 1};
    MPI_Datatype mine = rank == 0 ? MPI_FLOAT : MPI_INT;
    MPI_Alltoallv(out, one, at, mine, in, one, at, mine, MPI_COMM_WORLD);
    MPI_Finalize();
    return 0;
}

/* 2 ranks. The root gives two numbers to rank 1, which wants one. */
#include <mpi.h>

int main(int argc, char **argv)
{
    int rank;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    int out[4] = {0}, in[2], counts[2] = {1, 2}, at[2] = {0, 1};
    MPI_Scatterv(out, counts, at, MPI_INT, in, 1, MPI_INT, 0, MPI_COMM_WORLD);
    MPI_Finalize();
    return 0;
}

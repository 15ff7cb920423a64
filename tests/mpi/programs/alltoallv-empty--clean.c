/* 2 ranks. Parts of no numbers lie where others are. */
#include <mpi.h>

int main(int argc, char **argv)
{
    int rank;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    int out[4] = {0}, in[4], give[2] = {0, 4}, take[2] = {0, 4};
    int at[2] = {1, 0};
    if (rank == 1) {
        give[0] = take[0] = 4;
        give[1] = take[1] = 0;
        at[0] = 0;
        at[1] = 1;
    }
    MPI_Alltoallv(out, give, at, MPI_INT, in, take, at, MPI_INT,
                  MPI_COMM_WORLD);
    MPI_Finalize();
    return 0;
}

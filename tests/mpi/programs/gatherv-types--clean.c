/* 2 ranks. Rank 1 sends nothing: then its datatype does not matter. */
#include <mpi.h>

int main(int argc, char **argv)
{
    int rank;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    float x = 1;
    int one = 1, all[2], counts[2] = {1, 0}, at[2] = {0, 1};
    if (rank == 0)
        MPI_Gatherv(&one, 1, MPI_INT, all, counts, at, MPI_INT, 0,
                    MPI_COMM_WORLD);
    else
        MPI_Gatherv(&x, 0, MPI_FLOAT, all, counts, at, MPI_INT, 0,
                    MPI_COMM_WORLD);
    MPI_Finalize();
    return 0;
}

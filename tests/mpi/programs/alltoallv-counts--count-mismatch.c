/* 3 ranks. Rank 1 gives rank 2 one number less than that one wants. */
#include <mpi.h>

int main(int argc, char **argv)
{
    int rank;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    int out[6] = {0}, in[6], at[3] = {0, 2, 4};
    int gives[3] = {1, 1, 1}, takes[3] = {1, 1, 1};
    if (rank == 2)
        takes[1] = 2;
    MPI_Alltoallv(out, gives, at, MPI_INT, in, takes, at, MPI_INT,
                  MPI_COMM_WORLD);
    MPI_Finalize();
    return 0;
}

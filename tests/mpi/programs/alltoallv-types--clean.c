/* 2 ranks. Both give and want pairs, described in two ways. */
#include <mpi.h>

int main(int argc, char **argv)
{
    int rank;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    int out[4] = {0}, in[4], one[2] = {1, 1}, at[2] = {0, 1};
    int two[2] = {2, 2}, place[2] = {0, 2};
    MPI_Datatype both;
    MPI_Type_contiguous(2, MPI_INT, &both);
    MPI_Type_commit(&both);
    if (rank == 0)
        MPI_Alltoallv(out, one, at, both, in, two, place, MPI_INT,
                      MPI_COMM_WORLD);
    else
        MPI_Alltoallv(out, two, place, MPI_INT, in, one, at, both,
                      MPI_COMM_WORLD);
    MPI_Type_free(&both);
    MPI_Finalize();
    return 0;
}

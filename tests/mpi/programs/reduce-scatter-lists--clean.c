/* 2 ranks. An operator of the program, whose handles differ. */
#include <mpi.h>

static void combine(void *in, void *sum, int *count, MPI_Datatype *type)
{
    (void)type;
    for (int i = 0; i < *count; i++)
        ((int *)sum)[i] += ((const int *)in)[i];
}

int main(int argc, char **argv)
{
    int rank;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    int mine[3] = {1, 2, 3}, sum[3], counts[2] = {1, 2};
    MPI_Op other = MPI_OP_NULL, add;
    if (rank == 1)
        MPI_Op_create(combine, 1, &other);
    MPI_Op_create(combine, 1, &add);
    MPI_Reduce_scatter(mine, sum, counts, MPI_INT, add, MPI_COMM_WORLD);
    MPI_Op_free(&add);
    if (rank == 1)
        MPI_Op_free(&other);
    MPI_Finalize();
    return 0;
}

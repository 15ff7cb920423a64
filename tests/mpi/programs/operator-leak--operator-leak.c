/* 2 ranks. An operator is never freed. */
#include <mpi.h>

static void add(void *in, void *out, int *count, MPI_Datatype *type)
{
    (void)type;
    for (int i = 0; i < *count; i++)
        ((int *)out)[i] += ((int *)in)[i];
}

int main(int argc, char **argv)
{
    int rank, size;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    int x = rank, sum;
    MPI_Op plus;
    MPI_Op_create(add, 1, &plus);
    MPI_Allreduce(&x, &sum, 1, MPI_INT, plus, MPI_COMM_WORLD);
    MPI_Finalize();
    return 0;
}

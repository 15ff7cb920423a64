/* 2 ranks. MPI_INT is not the program's to free. */
#include <mpi.h>

int main(int argc, char **argv)
{
    int rank;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Datatype type = MPI_INT;
    MPI_Type_free(&type);
    MPI_Finalize();
    return 0;
}

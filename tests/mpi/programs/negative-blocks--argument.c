/* 2 ranks. A block cannot have -1 elements. */
#include <mpi.h>

int main(int argc, char **argv)
{
    int rank;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Datatype column;
    MPI_Type_vector(2, -1, 3, MPI_INT, &column);
    MPI_Type_commit(&column);
    MPI_Type_free(&column);
    MPI_Finalize();
    return 0;
}

/* 1 ranks. A part of a matrix, up to its last row. */
#include <mpi.h>

int main(int argc, char **argv)
{

    MPI_Init(&argc, &argv);
    int sizes[2] = {4, 4}, parts[2] = {2, 2}, starts[2] = {2, 0};
    MPI_Datatype part;
    MPI_Type_create_subarray(2, sizes, parts, starts, MPI_ORDER_C, MPI_INT,
                             &part);
    MPI_Type_commit(&part);
    MPI_Type_free(&part);
    MPI_Finalize();
    return 0;
}

/* 2 ranks. Two columns of one matrix are in flight, which do not overlap. */
#include <mpi.h>

int main(int argc, char **argv)
{
    int rank, size;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    int a[4][4] = {{rank}};
    MPI_Datatype column;
    MPI_Request requests[2];
    MPI_Type_vector(4, 1, 4, MPI_INT, &column);
    MPI_Type_commit(&column);
    MPI_Irecv(&a[0][0], 1, column, 1 - rank, 0, MPI_COMM_WORLD, &requests[0]);
    MPI_Isend(&a[0][3], 1, column, 1 - rank, 0, MPI_COMM_WORLD, &requests[1]);
    MPI_Waitall(2, requests, MPI_STATUSES_IGNORE);
    MPI_Type_free(&column);
    MPI_Finalize();
    return 0;
}

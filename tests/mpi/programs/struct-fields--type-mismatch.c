/* 2 ranks. The second field has another type on each side. */
#include <mpi.h>

int main(int argc, char **argv)
{
    int rank, size;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    struct {
        double weight;
        int count;
    } item = {1.5, 2};
    int lengths[2] = {1, 1};
    MPI_Aint places[2] = {0, sizeof(double)};
    MPI_Datatype types[2] = {MPI_DOUBLE, rank == 0 ? MPI_INT : MPI_FLOAT},
                 whole;
    MPI_Type_create_struct(2, lengths, places, types, &whole);
    MPI_Type_commit(&whole);
    if (rank == 0)
        MPI_Send(&item, 1, whole, 1, 0, MPI_COMM_WORLD);
    else
        MPI_Recv(&item, 1, whole, 0, 0, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
    MPI_Type_free(&whole);
    MPI_Finalize();
    return 0;
}

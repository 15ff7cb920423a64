/* 2 ranks. What a type was made of is handed out, and not freed. */
#include <mpi.h>

int main(int argc, char **argv)
{
    int rank;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    int number[1];
    MPI_Aint place[1];
    MPI_Datatype pair, pairs, part[1];
    MPI_Type_contiguous(2, MPI_INT, &pair);
    MPI_Type_contiguous(2, pair, &pairs);
    MPI_Type_get_contents(pairs, 1, 0, 1, number, place, part);
    MPI_Type_free(&pair);
    MPI_Type_free(&pairs);
    MPI_Finalize();
    return 0;
}

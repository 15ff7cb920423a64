/* 2 ranks. Pairs are put where numbers are; less is got than there is room. */
#include <mpi.h>

int main(int argc, char **argv)
{
    int rank, x[4] = {0}, *memory;
    MPI_Win window;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Win_allocate(sizeof x, sizeof *x, MPI_INFO_NULL, MPI_COMM_WORLD,
                     &memory, &window);
    MPI_Datatype pair;
    MPI_Type_contiguous(2, MPI_INT, &pair);
    MPI_Type_commit(&pair);
    MPI_Win_fence(0, window);
    if (rank == 0)
        MPI_Put(x, 2, pair, 1, 0, 4, MPI_INT, window);
    MPI_Win_fence(0, window);
    if (rank == 1)
        MPI_Get(x, 4, MPI_INT, 0, 0, 1, pair, window);
    MPI_Win_fence(0, window);
    MPI_Type_free(&pair);
    MPI_Win_free(&window);
    MPI_Finalize();
    return 0;
}

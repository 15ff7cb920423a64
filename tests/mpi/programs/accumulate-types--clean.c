/* 3 ranks. Two ranks add to the same bytes, as whole numbers both. */
#include <mpi.h>

int main(int argc, char **argv)
{
    int rank, one[4] = {1, 1, 1, 1}, *memory;
    float half[4] = {0.5f, 0.5f, 0.5f, 0.5f};
    MPI_Win window;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Win_allocate(sizeof one, 1, MPI_INFO_NULL, MPI_COMM_WORLD, &memory,
                     &window);
    MPI_Win_fence(0, window);
    if (rank == 0)
        MPI_Accumulate(one, 4, MPI_INT, 1, 0, 4, MPI_INT, MPI_SUM, window);
    if (rank == 2)
        MPI_Accumulate(one + 1, 3, MPI_INT, 1, 4, 3, MPI_INT, MPI_SUM, window);
    MPI_Win_fence(0, window);
    MPI_Win_free(&window);
    MPI_Finalize();
    return half[0] > 1;
}

/* 2 ranks. A value is fetched and one added. */
#include <mpi.h>

int main(int argc, char **argv)
{
    int rank;
    long *memory;
    long one = 1, old;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Win window;
    MPI_Win_allocate(sizeof(long), sizeof(long), MPI_INFO_NULL, MPI_COMM_WORLD,
                     &memory, &window);
    MPI_Win_fence(0, window);
    *memory = 0;
    MPI_Win_fence(0, window);
    MPI_Get_accumulate(&one, 1, MPI_LONG, &old, 1, MPI_LONG, 1 - rank, 0, 1,
                       MPI_LONG, MPI_SUM, window);
    MPI_Win_fence(0, window);
    MPI_Win_free(&window);
    MPI_Finalize();
    return 0;
}

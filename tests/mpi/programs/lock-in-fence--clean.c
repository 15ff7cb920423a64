/* 2 ranks. Locks behind a fence that has ended what there was. */
#include <mpi.h>

int main(int argc, char **argv)
{
    int rank, x[4] = {0}, *memory;
    MPI_Win window;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Win_allocate(sizeof x, sizeof *x, MPI_INFO_NULL, MPI_COMM_WORLD,
                     &memory, &window);
    MPI_Win_fence(MPI_MODE_NOPRECEDE, window);
    if (rank == 1)
        MPI_Get(x, 4, MPI_INT, 0, 0, 4, MPI_INT, window);
    MPI_Win_fence(0, window);
    if (rank == 0) {
        MPI_Win_lock(MPI_LOCK_SHARED, 1, 0, window);
        MPI_Put(x, 4, MPI_INT, 1, 0, 4, MPI_INT, window);
        MPI_Win_unlock(1, window);
    }
    MPI_Barrier(MPI_COMM_WORLD);
    MPI_Win_fence(0, window);
    if (rank == 1)
        MPI_Get(x, 4, MPI_INT, 0, 0, 4, MPI_INT, window);
    MPI_Win_fence(MPI_MODE_NOSUCCEED, window);
    if (rank == 0) {
        MPI_Win_lock(MPI_LOCK_SHARED, 1, 0, window);
        MPI_Put(x, 4, MPI_INT, 1, 0, 4, MPI_INT, window);
        MPI_Win_unlock(1, window);
    }
    MPI_Win_free(&window);
    MPI_Finalize();
    return 0;
}

/* 2 ranks. Locks of two targets, and all of them later. */
#include <mpi.h>

int main(int argc, char **argv)
{
    int rank, size;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    static int memory[8], x[8];
    MPI_Win window;
    MPI_Win_create(memory, sizeof memory, sizeof(int), MPI_INFO_NULL,
                   MPI_COMM_WORLD, &window);

    MPI_Win_lock(MPI_LOCK_SHARED, 0, 0, window);
    MPI_Win_lock(MPI_LOCK_SHARED, 1, 0, window);
    MPI_Get(x, 1, MPI_INT, 1 - rank, 0, 1, MPI_INT, window);
    MPI_Win_flush(1 - rank, window);
    x[0]++;
    MPI_Win_unlock(1, window);
    MPI_Win_unlock(0, window);
    MPI_Win_lock_all(0, window);
    MPI_Win_unlock_all(window);
    MPI_Win_free(&window);
    MPI_Finalize();
    return 0;
}

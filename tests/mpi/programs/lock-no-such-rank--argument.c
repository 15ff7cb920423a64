/* 2 ranks. There is no rank 5 to lock. */
#include <mpi.h>

int main(int argc, char **argv)
{
    int rank;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    int memory = 0;
    MPI_Win window;
    MPI_Win_create(&memory, sizeof memory, sizeof memory, MPI_INFO_NULL,
                   MPI_COMM_WORLD, &window);
    MPI_Win_lock(MPI_LOCK_SHARED, 5, 0, window);
    MPI_Win_unlock(5, window);
    MPI_Win_free(&window);
    MPI_Finalize();
    return 0;
}

/* 2 ranks. What is to be added is changed after the lock is given back. */
#include <mpi.h>

int main(int argc, char **argv)
{
    int rank, one = 1, before, *memory;
    MPI_Win window;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Win_allocate(sizeof one, 1, MPI_INFO_NULL, MPI_COMM_WORLD, &memory,
                     &window);
    MPI_Win_lock(MPI_LOCK_SHARED, 0, 0, window);
    MPI_Fetch_and_op(&one, &before, MPI_INT, 0, 0, MPI_SUM, window);
    MPI_Win_unlock(0, window);
    one = 2;
    MPI_Win_free(&window);
    MPI_Finalize();
    return one == 7;
}

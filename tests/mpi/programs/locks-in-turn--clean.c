/* 4 ranks. All take the lock in turn, and then meet; who waits for a lock waits
 * for whoever holds it now. */
#include <mpi.h>

int main(int argc, char **argv)
{
    int one = 1, ticket, sum = 0, *counter;
    MPI_Win window;
    MPI_Init(&argc, &argv);
    MPI_Win_allocate(16, sizeof *counter, MPI_INFO_NULL, MPI_COMM_WORLD,
                     &counter, &window);
    for (int i = 0; i < 20; i++) {
        MPI_Win_lock(i % 2 ? MPI_LOCK_EXCLUSIVE : MPI_LOCK_SHARED, 0, 0,
                     window);
        MPI_Fetch_and_op(&one, &ticket, MPI_INT, 0, 0, MPI_SUM, window);
        MPI_Win_unlock(0, window);
        MPI_Allreduce(&ticket, &sum, 1, MPI_INT, MPI_SUM, MPI_COMM_WORLD);
    }
    MPI_Win_free(&window);
    MPI_Finalize();
    return sum < 0;
}

/* 3 ranks. The lock made of MPI_Compare_and_swap is left before the value is
 * written. */
#include <mpi.h>

static MPI_Win window;

static void take(void)
{
    int zero = 0, one = 1, old;
    do {
        MPI_Compare_and_swap(&one, &zero, &old, MPI_INT, 0, 0, window);
        MPI_Win_flush(0, window);
    } while (old != 0);
}

static void leave(void)
{
    int zero = 0;
    MPI_Accumulate(&zero, 1, MPI_INT, 0, 0, 1, MPI_INT, MPI_REPLACE, window);
    MPI_Win_flush(0, window);
}

int main(int argc, char **argv)
{
    int *memory, value;
    MPI_Init(&argc, &argv);
    MPI_Win_allocate(2 * sizeof(int), sizeof(int), MPI_INFO_NULL,
                     MPI_COMM_WORLD, &memory, &window);
    MPI_Win_lock_all(0, window);
    memory[0] = memory[1] = 0;
    MPI_Win_sync(window);
    MPI_Barrier(MPI_COMM_WORLD);
    take();
    MPI_Get(&value, 1, MPI_INT, 0, 1, 1, MPI_INT, window);
    MPI_Win_flush(0, window);
    value++;
    leave();
    MPI_Put(&value, 1, MPI_INT, 0, 1, 1, MPI_INT, window);
    MPI_Win_unlock_all(window);
    MPI_Barrier(MPI_COMM_WORLD);
    MPI_Win_free(&window);
    MPI_Finalize();
    return 0;
}

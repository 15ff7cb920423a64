/* 2 ranks. The memory of a window is freed after the window. */
#include <mpi.h>
#include <stdlib.h>

int main(int argc, char **argv)
{
    MPI_Win window;
    MPI_Init(&argc, &argv);
    int *memory = malloc(8 * sizeof *memory);
    MPI_Win_create(memory, 8 * sizeof *memory, sizeof *memory, MPI_INFO_NULL,
                   MPI_COMM_WORLD, &window);
    MPI_Win_fence(0, window);
    MPI_Win_free(&window);
    free(memory);
    MPI_Finalize();
    return 0;
}

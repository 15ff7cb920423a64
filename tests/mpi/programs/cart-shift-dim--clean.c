/* 4 ranks. A grid of two dimensions, and a shift along the second. */
#include <mpi.h>

int main(int argc, char **argv)
{
    int rank;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    int dims[2] = {2, 2}, wraps[2] = {0, 0}, up, down;
    MPI_Comm grid;
    MPI_Cart_create(MPI_COMM_WORLD, 2, dims, wraps, 0, &grid);
    MPI_Cart_shift(grid, 1, 1, &up, &down);
    MPI_Comm_free(&grid);
    MPI_Finalize();
    return 0;
}

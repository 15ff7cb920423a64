/* 3 ranks. In a line, the last one starts towards nobody and nobody is exposed
 * to by the first: an epoch of an empty group is one. */
#include <mpi.h>

int main(int argc, char **argv)
{
    int rank, size, *memory;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    MPI_Win window;
    MPI_Win_allocate(sizeof(int), sizeof(int), MPI_INFO_NULL, MPI_COMM_WORLD,
                     &memory, &window);
    MPI_Group all, left, right;
    int before = rank - 1, after = rank + 1;
    MPI_Comm_group(MPI_COMM_WORLD, &all);
    MPI_Group_incl(all, rank > 0, &before, &left);
    MPI_Group_incl(all, rank < size - 1, &after, &right);
    MPI_Win_post(left, 0, window);
    MPI_Win_start(right, 0, window);
    if (rank < size - 1)
        MPI_Put(&rank, 1, MPI_INT, after, 0, 1, MPI_INT, window);
    MPI_Win_complete(window);
    MPI_Win_wait(window);
    if (left != MPI_GROUP_EMPTY)
        MPI_Group_free(&left);
    if (right != MPI_GROUP_EMPTY)
        MPI_Group_free(&right);
    MPI_Group_free(&all);
    MPI_Win_free(&window);
    MPI_Finalize();
    return 0;
}

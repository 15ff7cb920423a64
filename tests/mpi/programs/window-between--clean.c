/* 2 ranks. Windows of ranks that have met through an inter-communicator. */
#include <mpi.h>

int main(int argc, char **argv)
{
    int rank, x = 1, *memory;
    MPI_Win window;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm mine, between, both;
    MPI_Comm_split(MPI_COMM_WORLD, rank, 0, &mine);
    MPI_Intercomm_create(mine, 0, MPI_COMM_WORLD, 1 - rank, 0, &between);
    MPI_Intercomm_merge(between, rank, &both);
    MPI_Win_allocate(sizeof x, sizeof x, MPI_INFO_NULL, both, &memory, &window);
    MPI_Win_fence(0, window);
    MPI_Put(&x, 1, MPI_INT, 1 - rank, 0, 1, MPI_INT, window);
    MPI_Win_fence(0, window);
    MPI_Win_free(&window);
    MPI_Comm_free(&both);
    MPI_Comm_free(&between);
    MPI_Comm_free(&mine);
    MPI_Finalize();
    return 0;
}

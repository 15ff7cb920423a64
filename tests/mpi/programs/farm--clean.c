/* 4 ranks. A master hands out work to whoever answers. */
#include <mpi.h>

int main(int argc, char **argv)
{
    int rank, size;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    int task = 0, ended = 0, answer;
    MPI_Status status;
    if (rank == 0) {
        while (ended < size - 1) {
            MPI_Recv(&answer, 1, MPI_INT, MPI_ANY_SOURCE, MPI_ANY_TAG,
                     MPI_COMM_WORLD, &status);
            int tag = task < 3 ? 1 : 2;
            ended += tag == 2;
            MPI_Send(&task, 1, MPI_INT, status.MPI_SOURCE, tag, MPI_COMM_WORLD);
            task++;
        }
    } else {
        for (;;) {
            MPI_Send(&task, 1, MPI_INT, 0, 0, MPI_COMM_WORLD);
            MPI_Recv(&task, 1, MPI_INT, 0, MPI_ANY_TAG, MPI_COMM_WORLD,
                     &status);
            if (status.MPI_TAG == 2)
                break;
        }
    }
    MPI_Finalize();
    return 0;
}

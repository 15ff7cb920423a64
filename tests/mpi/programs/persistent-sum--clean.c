/* 2 ranks. A sum made once; its input changes between two uses. */
#include <mpi.h>
#include <stdio.h>

int main(int argc, char **argv)
{
    int mine = 1, all = 0;
    MPI_Request sum;
    MPI_Init(&argc, &argv);
    MPI_Allreduce_init(&mine, &all, 1, MPI_INT, MPI_SUM, MPI_COMM_WORLD,
                       MPI_INFO_NULL, &sum);
    for (int i = 0; i < 2; i++) {
        mine += i;
        MPI_Start(&sum);
        MPI_Wait(&sum, MPI_STATUS_IGNORE);
        printf("%d\n", all);
    }
    MPI_Request_free(&sum);
    MPI_Finalize();
    return 0;
}

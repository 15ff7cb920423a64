/* 2 ranks. The main thread receives, then another one reads it. */
#include <mpi.h>
#include <pthread.h>
#include <stdio.h>

static int data[8];

static void *add(void *sum)
{
    for (int i = 0; i < 8; i++)
        *(int *)sum += data[i];
    return NULL;
}

int main(int argc, char **argv)
{
    int rank, level, sum = 0;
    pthread_t other;
    MPI_Init_thread(&argc, &argv, MPI_THREAD_FUNNELED, &level);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    if (rank == 0)
        MPI_Send(data, 8, MPI_INT, 1, 0, MPI_COMM_WORLD);
    if (rank == 1)
        MPI_Recv(data, 8, MPI_INT, 0, 0, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
    pthread_create(&other, NULL, add, &sum);
    pthread_join(other, NULL);
    printf("%d\n", sum);
    MPI_Finalize();
    return 0;
}

/* 2 ranks. Threads that follow each other use the same memory. */
#include <mpi.h>
#include <pthread.h>
#include <stdlib.h>

static int result;

static void *works(void *unused)
{
    int *mine = malloc(sizeof *mine);
    *mine = result + 7;
    result = *mine;
    free(mine);
    return unused;
}

int main(int argc, char **argv)
{
    int rank, level;
    MPI_Init_thread(&argc, &argv, MPI_THREAD_FUNNELED, &level);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    pthread_t other;
    int all;
    for (int i = 0; i < 100; i++) {
        pthread_create(&other, NULL, works, NULL);
        pthread_join(other, NULL);
    }
    MPI_Reduce(&result, &all, 1, MPI_INT, MPI_SUM, 0, MPI_COMM_WORLD);
    MPI_Finalize();
    return 0;
}

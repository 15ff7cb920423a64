/* 2 ranks. A list grows after it was sent; threads have lists, too. */
#include <mpi.h>
#include <pthread.h>
#include <stdlib.h>

static void *grows(void *unused)
{
    int *list = NULL;
    for (int n = 1; n < 200; n++) {
        list = realloc(list, (size_t)n * sizeof *list);
        list[n - 1] = n;
    }
    free(list);
    int *other = calloc(100, sizeof *other);
    other[7] = 1;
    free(other);
    return unused;
}

int main(int argc, char **argv)
{
    int rank, level;
    MPI_Request request;
    MPI_Init_thread(&argc, &argv, MPI_THREAD_FUNNELED, &level);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    pthread_t team[3];
    for (int i = 0; i < 3; i++)
        pthread_create(&team[i], NULL, grows, NULL);
    for (int i = 0; i < 3; i++)
        pthread_join(team[i], NULL);
    int *numbers = calloc(2, sizeof *numbers);
    MPI_Isend(numbers, 2, MPI_INT, 1 - rank, 0, MPI_COMM_WORLD, &request);
    int two[2];
    MPI_Recv(two, 2, MPI_INT, 1 - rank, 0, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
    MPI_Wait(&request, MPI_STATUS_IGNORE);
    numbers = realloc(numbers, 1 << 20);
    free(numbers);
    MPI_Finalize();
    return 0;
}

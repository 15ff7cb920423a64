/* 2 ranks. The main thread does not wait before it sends the result. */
#include <mpi.h>
#include <pthread.h>

static int result;

static void *works(void *unused)
{
    result = 7;
    return unused;
}

int main(int argc, char **argv)
{
    int rank, level;
    MPI_Init_thread(&argc, &argv, MPI_THREAD_FUNNELED, &level);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    pthread_t other;
    int all;
    pthread_create(&other, NULL, works, NULL);
    int mine = result;
    MPI_Reduce(&mine, &all, 1, MPI_INT, MPI_SUM, 0, MPI_COMM_WORLD);
    pthread_join(other, NULL);
    MPI_Finalize();
    return 0;
}

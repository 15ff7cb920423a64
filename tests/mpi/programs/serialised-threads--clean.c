/* 2 ranks. One thread calls after the other; the level allows that. */
#include <mpi.h>
#include <pthread.h>

static void *calls(void *unused)
{
    int there;
    for (int i = 0; i < 2000; i++)
        MPI_Iprobe(MPI_ANY_SOURCE, 0, MPI_COMM_SELF, &there, MPI_STATUS_IGNORE);
    return unused;
}

int main(int argc, char **argv)
{
    int rank, level;
    MPI_Init_thread(&argc, &argv, MPI_THREAD_SERIALIZED, &level);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    pthread_t other;
    pthread_create(&other, NULL, calls, NULL);
    pthread_join(other, NULL);
    calls(NULL);
    MPI_Finalize();
    return 0;
}

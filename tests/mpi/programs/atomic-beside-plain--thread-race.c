/* 2 ranks. Threads count atomically; the sum is read meanwhile. */
#include <mpi.h>
#include <pthread.h>
#include <stdio.h>

static int done;

static void *work(void *unused)
{
    __atomic_fetch_add(&done, 1, __ATOMIC_RELAXED);
    return unused;
}

int main(int argc, char **argv)
{
    int level, seen;
    pthread_t team[2];
    MPI_Init_thread(&argc, &argv, MPI_THREAD_FUNNELED, &level);
    for (int i = 0; i < 2; i++)
        pthread_create(&team[i], NULL, work, NULL);
    seen = done;
    for (int i = 0; i < 2; i++)
        pthread_join(team[i], NULL);
    printf("%d\n", seen);
    MPI_Finalize();
    return 0;
}

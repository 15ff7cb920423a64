/* 2 ranks. Each thread reads the parts of the others, which may not be there.
 */
#include <mpi.h>
#include <pthread.h>

static int part[3], sums[3];
static pthread_barrier_t barrier;

static void *works(void *number)
{
    int me = *(int *)number;
    part[me] = me;
    for (int i = 0; i < 3; i++)
        sums[me] += part[i];
    return number;
}

int main(int argc, char **argv)
{
    int rank, level;
    MPI_Init_thread(&argc, &argv, MPI_THREAD_FUNNELED, &level);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    pthread_barrier_init(&barrier, NULL, 3);
    int all[3], number[3] = {0, 1, 2};
    pthread_t team[3];
    for (int i = 0; i < 3; i++)
        pthread_create(&team[i], NULL, works, &number[i]);
    for (int i = 0; i < 3; i++)
        pthread_join(team[i], NULL);
    pthread_barrier_destroy(&barrier);
    MPI_Reduce(sums, all, 3, MPI_INT, MPI_SUM, 0, MPI_COMM_WORLD);
    MPI_Finalize();
    return 0;
}

/* 2 ranks. What threads receive they add to one number, under a lock. */
#include <mpi.h>
#include <pthread.h>

static int sum;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void *takes(void *number)
{
    int x;
    MPI_Recv(&x, 1, MPI_INT, 0, *(int *)number, MPI_COMM_WORLD,
             MPI_STATUS_IGNORE);
    pthread_mutex_lock(&lock);
    sum += x;
    pthread_mutex_unlock(&lock);
    return number;
}

int main(int argc, char **argv)
{
    int rank, level;
    MPI_Init_thread(&argc, &argv, MPI_THREAD_MULTIPLE, &level);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    int number[3] = {0, 1, 2};
    if (rank == 0) {
        for (int i = 0; i < 3; i++)
            MPI_Send(&i, 1, MPI_INT, 1, i, MPI_COMM_WORLD);
    } else {
        pthread_t team[3];
        for (int i = 0; i < 3; i++)
            pthread_create(&team[i], NULL, takes, &number[i]);
        for (int i = 0; i < 3; i++)
            pthread_join(team[i], NULL);
    }
    MPI_Finalize();
    return 0;
}

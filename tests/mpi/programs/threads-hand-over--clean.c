/* 2 ranks. Locks, conditions, semaphores and once, of POSIX and C11. */
#include <mpi.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdlib.h>
#include <threads.h>

static int *box, count;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t full = PTHREAD_COND_INITIALIZER;
static sem_t taken;
static once_flag flag = ONCE_FLAG_INIT;
static mtx_t other_lock;

static void prepare(void)
{
    mtx_init(&other_lock, mtx_plain);
    count = 1;
}

static void *gives(void *unused)
{
    for (int i = 0; i < 50; i++) {
        pthread_mutex_lock(&lock);
        box = malloc(sizeof *box);
        *box = i;
        pthread_cond_signal(&full);
        pthread_mutex_unlock(&lock);
        sem_wait(&taken);
    }
    return unused;
}

static int counts(void *unused)
{
    (void)unused;
    call_once(&flag, prepare);
    mtx_lock(&other_lock);
    count += 1;
    mtx_unlock(&other_lock);
    return 0;
}

int main(int argc, char **argv)
{
    int rank, level;
    MPI_Init_thread(&argc, &argv, MPI_THREAD_FUNNELED, &level);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    pthread_t giver;
    thrd_t counters[2];
    int sum = 0, all;
    sem_init(&taken, 0, 0);
    pthread_create(&giver, NULL, gives, NULL);
    for (int i = 0; i < 2; i++)
        thrd_create(&counters[i], counts, NULL);
    for (int i = 0; i < 50; i++) {
        pthread_mutex_lock(&lock);
        while (!box)
            pthread_cond_wait(&full, &lock);
        sum += *box;
        free(box);
        box = NULL;
        pthread_mutex_unlock(&lock);
        sem_post(&taken);
    }
    pthread_join(giver, NULL);
    for (int i = 0; i < 2; i++)
        thrd_join(counters[i], NULL);
    sum += count;
    MPI_Reduce(&sum, &all, 1, MPI_INT, MPI_SUM, 0, MPI_COMM_WORLD);
    MPI_Finalize();
    return 0;
}

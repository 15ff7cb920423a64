/* Two phases, and the barrier stands in the wrong branch. */
#include <assert.h>
#include <pthread.h>

enum { THREADS = 3 };
static int cells[2][THREADS];
static pthread_barrier_t barrier;

static void *work(void *argument)
{
    int self = *(int *)argument;
    for (int round = 0; round < 2; round++) {
        cells[round][self] = round ? cells[0][(self + 1) % THREADS] + 1 : self;
        if (round)
            pthread_barrier_wait(&barrier);
    }
    return NULL;
}

int main(void)
{
    pthread_t threads[THREADS];
    int numbers[THREADS];
    pthread_barrier_init(&barrier, NULL, THREADS);
    for (int i = 0; i < THREADS; i++) {
        numbers[i] = i;
        pthread_create(&threads[i], NULL, work, &numbers[i]);
    }
    for (int i = 0; i < THREADS; i++)
        pthread_join(threads[i], NULL);
    pthread_barrier_destroy(&barrier);
}

/* Goes on whether or not the lock was taken. */
#include <assert.h>
#include <pthread.h>

static int counter;
static pthread_spinlock_t lock;

static void *work(void *unused)
{
    int taken = !pthread_spin_trylock(&lock);
    counter++;
    if (taken)
        pthread_spin_unlock(&lock);
    return unused;
}

int main(void)
{
    pthread_t threads[2];
    pthread_spin_init(&lock, PTHREAD_PROCESS_PRIVATE);
    for (int i = 0; i < 2; i++)
        pthread_create(&threads[i], NULL, work, NULL);
    for (int i = 0; i < 2; i++)
        pthread_join(threads[i], NULL);
    pthread_spin_destroy(&lock);
}

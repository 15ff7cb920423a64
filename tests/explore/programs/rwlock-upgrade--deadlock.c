/* Two readers want to write and wait for each other. */
#include <assert.h>
#include <pthread.h>

static int value;
static pthread_rwlock_t lock = PTHREAD_RWLOCK_INITIALIZER;

static void *upgrade(void *unused)
{
    pthread_rwlock_rdlock(&lock);
    if (value == 0) {
        pthread_rwlock_wrlock(&lock);
        value++;
        pthread_rwlock_unlock(&lock);
    }
    pthread_rwlock_unlock(&lock);
    return unused;
}

int main(void)
{
    pthread_t threads[2];
    pthread_create(&threads[0], NULL, upgrade, NULL);
    pthread_create(&threads[1], NULL, upgrade, NULL);
    pthread_join(threads[0], NULL);
    pthread_join(threads[1], NULL);
}

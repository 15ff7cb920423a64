/* Two threads write under a lock for reading. */
#include <assert.h>
#include <pthread.h>

static int a, b;
static pthread_rwlock_t lock = PTHREAD_RWLOCK_INITIALIZER;

static void *write_both(void *unused)
{
    pthread_rwlock_rdlock(&lock);
    a++;
    b++;
    pthread_rwlock_unlock(&lock);
    return unused;
}

static void *read_both(void *unused)
{
    pthread_rwlock_rdlock(&lock);
    assert(a == b);
    pthread_rwlock_unlock(&lock);
    return unused;
}

int main(void)
{
    pthread_t threads[3];
    pthread_create(&threads[1], NULL, write_both, NULL);
    pthread_create(&threads[0], NULL, write_both, NULL);
    pthread_create(&threads[2], NULL, read_both, NULL);
    for (int i = 0; i < 3; i++)
        pthread_join(threads[i], NULL);
}

/* Looks at the flag without the lock first. */
#include <assert.h>
#include <pthread.h>

static int made, value;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void *use(void *unused)
{
    if (!made) {
        pthread_mutex_lock(&lock);
        if (!made) {
            value = 42;
            made = 1;
        }
        pthread_mutex_unlock(&lock);
    }
    return unused;
}

int main(void)
{
    pthread_t threads[2];
    pthread_create(&threads[0], NULL, use, NULL);
    pthread_create(&threads[1], NULL, use, NULL);
    pthread_join(threads[0], NULL);
    pthread_join(threads[1], NULL);
}

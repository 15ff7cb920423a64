/* Gives the first lock back when the second is taken. */
#include <assert.h>
#include <pthread.h>

static int total;
static pthread_mutex_t locks[2] = {PTHREAD_MUTEX_INITIALIZER,
                                   PTHREAD_MUTEX_INITIALIZER};

static void *work(void *argument)
{
    int first = *(int *)argument;
    for (;;) {
        pthread_mutex_lock(&locks[first]);
        if (!pthread_mutex_trylock(&locks[1 - first]))
            break;
        pthread_mutex_unlock(&locks[first]);
    }
    total++;
    pthread_mutex_unlock(&locks[1 - first]);
    pthread_mutex_unlock(&locks[first]);
    return NULL;
}

int main(void)
{
    pthread_t threads[2];
    int numbers[2] = {0, 1};
    for (int i = 0; i < 2; i++)
        pthread_create(&threads[i], NULL, work, &numbers[i]);
    for (int i = 0; i < 2; i++)
        pthread_join(threads[i], NULL);
    assert(total == 2);
}

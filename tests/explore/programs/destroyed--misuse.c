/* The mutex is destroyed when the first thread is through. */
#include <pthread.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int count;

static void *add(void *last)
{
    pthread_mutex_lock(&lock);
    count++;
    pthread_mutex_unlock(&lock);
    if (last == NULL)
        pthread_mutex_destroy(&lock);
    return NULL;
}

int main(void)
{
    pthread_t threads[2];
    pthread_create(&threads[0], NULL, add, NULL);
    pthread_create(&threads[1], NULL, add, &count);
    pthread_join(threads[0], NULL);
    pthread_join(threads[1], NULL);
    return 0;
}

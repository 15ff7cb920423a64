/* As late-signal, but signals with the lock held: once it is given back the
 * thread does not touch the promise any more. */
#include <pthread.h>
#include <stdlib.h>

struct promise {
    pthread_mutex_t lock;
    pthread_cond_t kept;
    int done;
};

static void *keep(void *argument)
{
    struct promise *promise = argument;
    pthread_mutex_lock(&promise->lock);
    promise->done = 1;
    pthread_cond_signal(&promise->kept);
    pthread_mutex_unlock(&promise->lock);
    return NULL;
}

int main(void)
{
    pthread_t thread;
    struct promise *promise = malloc(sizeof *promise);
    *promise = (struct promise){PTHREAD_MUTEX_INITIALIZER,
                                PTHREAD_COND_INITIALIZER, 0};
    pthread_create(&thread, NULL, keep, promise);
    pthread_mutex_lock(&promise->lock);
    while (!promise->done)
        pthread_cond_wait(&promise->kept, &promise->lock);
    pthread_mutex_unlock(&promise->lock);
    free(promise);
    pthread_join(thread, NULL);
}

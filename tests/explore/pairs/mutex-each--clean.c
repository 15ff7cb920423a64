/* One mutex that all the structs point to. */
#include <pthread.h>
#include <stdio.h>

struct worker {
    pthread_mutex_t *mutex;
    int share;
};

static long total;

static void *work(void *argument)
{
    struct worker *self = argument;
    pthread_mutex_lock(self->mutex);
    total += self->share;
    pthread_mutex_unlock(self->mutex);
    return NULL;
}

int main(void)
{
    pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
    struct worker workers[3];
    pthread_t threads[3];
    for (int i = 0; i < 3; i++) {
        workers[i] = (struct worker){&mutex, i};
        pthread_create(&threads[i], NULL, work, &workers[i]);
    }
    for (int i = 0; i < 3; i++)
        pthread_join(threads[i], NULL);
    printf("%ld\n", total);
    return total != 3;
}

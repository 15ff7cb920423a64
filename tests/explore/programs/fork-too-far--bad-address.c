/* The last of two philosophers takes a third fork. */
#include <pthread.h>
#include <stdlib.h>

enum { PHILOSOPHERS = 2 };
static pthread_mutex_t *forks;

static void *dine(void *number)
{
    long left = (long)number;
    pthread_mutex_lock(&forks[left]);
    pthread_mutex_lock(&forks[left + 1]);
    pthread_mutex_unlock(&forks[left + 1]);
    pthread_mutex_unlock(&forks[left]);
    return NULL;
}

int main(void)
{
    pthread_t threads[PHILOSOPHERS];
    forks = calloc(PHILOSOPHERS, sizeof *forks);
    for (long i = 0; i < PHILOSOPHERS; i++)
        pthread_create(&threads[i], NULL, dine, (void *)i);
    for (int i = 0; i < PHILOSOPHERS; i++)
        pthread_join(threads[i], NULL);
    free(forks);
}

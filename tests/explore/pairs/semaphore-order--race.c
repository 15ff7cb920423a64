/* The semaphore starts at 1: the first wait waits for nothing. */
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>

static sem_t done;
static int value;

static void *work(void *unused)
{
    value = 3;
    sem_post(&done);
    return unused;
}

int main(void)
{
    pthread_t thread;
    sem_init(&done, 0, 1);
    pthread_create(&thread, NULL, work, NULL);
    sem_wait(&done);
    printf("%d\n", value);
    pthread_join(thread, NULL);
    return 0;
}

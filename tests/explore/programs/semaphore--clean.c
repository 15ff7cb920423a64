/* A semaphore of value 1 as a lock, and one that counts events. */
#include <assert.h>
#include <pthread.h>
#include <semaphore.h>

static int counter;
static sem_t lock, events;

static void *work(void *unused)
{
    sem_wait(&lock);
    counter++;
    sem_post(&lock);
    sem_post(&events);
    return unused;
}

int main(void)
{
    pthread_t threads[2];
    sem_init(&lock, 0, 1);
    sem_init(&events, 0, 0);
    for (int i = 0; i < 2; i++) {
        pthread_create(&threads[i], NULL, work, NULL);
        pthread_detach(threads[i]);
    }
    sem_wait(&events);
    sem_wait(&events);
    assert(counter == 2);
}

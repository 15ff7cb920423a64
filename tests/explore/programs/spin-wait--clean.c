/* Spins without yielding until another thread is ready. */
#include <pthread.h>
#include <stdatomic.h>

static _Atomic int ready;

static void *await(void *unused)
{
    while (!atomic_load(&ready))
        ;
    return unused;
}

int main(void)
{
    pthread_t thread;
    pthread_create(&thread, NULL, await, NULL);
    atomic_store(&ready, 1);
    pthread_join(thread, NULL);
}

/* Spins for a flag that nobody sets. */
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
    pthread_join(thread, NULL);
}

/* A lock of tickets, made of atomics. */
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>

static _Atomic unsigned next, serving;
static int counter;

static void *work(void *unused)
{
    unsigned mine = atomic_fetch_add_explicit(&next, 1, memory_order_relaxed);
    while (atomic_load_explicit(&serving, memory_order_acquire) != mine)
        ;
    counter++;
    atomic_store_explicit(&serving, mine + 1, memory_order_release);
    return unused;
}

int main(void)
{
    pthread_t threads[2];
    pthread_create(&threads[0], NULL, work, NULL);
    pthread_create(&threads[1], NULL, work, NULL);
    pthread_join(threads[0], NULL);
    pthread_join(threads[1], NULL);
    assert(counter == 2);
}

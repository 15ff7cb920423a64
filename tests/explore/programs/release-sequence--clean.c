/* A read-modify-write goes on with the release sequence. */
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>

static _Atomic int flag;
static int data;

static void *publish(void *unused)
{
    data = 42;
    atomic_store_explicit(&flag, 1, memory_order_release);
    return unused;
}

static void *add(void *unused)
{
    atomic_fetch_add_explicit(&flag, 2, memory_order_relaxed);
    return unused;
}

static void *consume(void *unused)
{
    if (atomic_load_explicit(&flag, memory_order_acquire) == 3)
        assert(data == 42);
    return unused;
}

int main(void)
{
    pthread_t threads[3];
    pthread_create(&threads[0], NULL, publish, NULL);
    pthread_create(&threads[1], NULL, add, NULL);
    pthread_create(&threads[2], NULL, consume, NULL);
    for (int i = 0; i < 3; i++)
        pthread_join(threads[i], NULL);
}

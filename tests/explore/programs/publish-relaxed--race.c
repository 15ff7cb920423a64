/* The flag is atomic but relaxed, so it does not publish the data. */
#include <pthread.h>
#include <stdatomic.h>

static _Atomic int flag;
static int data;

static void *publish(void *unused)
{
    data = 42;
    atomic_store_explicit(&flag, 1, memory_order_relaxed);
    return unused;
}

static void *consume(void *result)
{
    if (atomic_load_explicit(&flag, memory_order_relaxed))
        *(int *)result = data;
    return NULL;
}

int main(void)
{
    pthread_t threads[2];
    int got = 42;
    pthread_create(&threads[0], NULL, publish, NULL);
    pthread_create(&threads[1], NULL, consume, &got);
    pthread_join(threads[0], NULL);
    pthread_join(threads[1], NULL);
    return got != 42;
}

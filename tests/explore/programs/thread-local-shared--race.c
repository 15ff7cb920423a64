/* A pointer to a thread-local variable is used without order. */
#include <pthread.h>
#include <stdatomic.h>

static _Thread_local int mine;
static _Atomic(int *) shared;

static void *lend(void *unused)
{
    atomic_store(&shared, &mine);
    mine++;
    return unused;
}

static void *borrow(void *unused)
{
    int *other = atomic_load(&shared);
    if (other)
        (*other)++;
    return unused;
}

int main(void)
{
    pthread_t threads[2];
    pthread_create(&threads[0], NULL, lend, NULL);
    pthread_create(&threads[1], NULL, borrow, NULL);
    pthread_join(threads[0], NULL);
    pthread_join(threads[1], NULL);
}

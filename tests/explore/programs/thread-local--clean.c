/* Each thread has its own variable, also through a pointer. */
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>

static _Thread_local int mine = 7;
static _Atomic(int *) shared;

static void *lend(void *unused)
{
    mine++;
    atomic_store(&shared, &mine);
    while (atomic_load(&shared))
        ;
    assert(mine == 9);
    return unused;
}

static void *borrow(void *unused)
{
    int *other;
    while (!(other = atomic_load(&shared)))
        ;
    assert(mine == 7 && *other == 8);
    (*other)++;
    atomic_store(&shared, NULL);
    return unused;
}

int main(void)
{
    pthread_t threads[2];
    pthread_create(&threads[0], NULL, lend, NULL);
    pthread_create(&threads[1], NULL, borrow, NULL);
    pthread_join(threads[0], NULL);
    pthread_join(threads[1], NULL);
    assert(mine == 7);
}

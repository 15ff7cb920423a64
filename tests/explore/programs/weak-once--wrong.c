/* A weak compare-and-exchange may fail for no reason. */
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>

static _Atomic int owner;
static _Atomic int taken;

static void *work(void *unused)
{
    int nobody = 0;
    if (atomic_compare_exchange_weak(&owner, &nobody, 1))
        taken++;
    return unused;
}

int main(void)
{
    pthread_t threads[2];
    pthread_create(&threads[0], NULL, work, NULL);
    pthread_create(&threads[1], NULL, work, NULL);
    pthread_join(threads[0], NULL);
    pthread_join(threads[1], NULL);
    assert(taken == 1);
}

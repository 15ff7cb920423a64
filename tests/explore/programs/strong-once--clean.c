/* A strong compare-and-exchange fails only if the value differs. */
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>

static _Atomic int slots[2];

static void *claim(void *slot)
{
    int empty = 0;
    atomic_compare_exchange_strong((_Atomic int *)slot, &empty, 1);
    return NULL;
}

int main(void)
{
    pthread_t threads[2];
    for (int i = 0; i < 2; i++)
        pthread_create(&threads[i], NULL, claim, &slots[i]);
    for (int i = 0; i < 2; i++)
        pthread_join(threads[i], NULL);
    assert(slots[0] && slots[1]);
}

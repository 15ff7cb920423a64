/* The reader forgets that an odd number means a write. */
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>

static _Atomic unsigned sequence;
static _Atomic int a, b;

static void *write_both(void *unused)
{
    for (int i = 1; i <= 2; i++) {
        atomic_fetch_add(&sequence, 1);
        atomic_store(&a, i);
        atomic_store(&b, i);
        atomic_fetch_add(&sequence, 1);
    }
    return unused;
}

static void *read_both(void *unused)
{
    unsigned before, after;
    int x, y;
    do {
        before = atomic_load(&sequence);
        x = atomic_load(&a);
        y = atomic_load(&b);
        after = atomic_load(&sequence);
    } while (before != after);
    assert(x == y);
    return unused;
}

int main(void)
{
    pthread_t threads[2];
    pthread_create(&threads[0], NULL, write_both, NULL);
    pthread_create(&threads[1], NULL, read_both, NULL);
    pthread_join(threads[0], NULL);
    pthread_join(threads[1], NULL);
}

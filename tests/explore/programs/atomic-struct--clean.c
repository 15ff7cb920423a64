/* Atomic objects of 16 and 24 bytes. */
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>

struct pair {
    long a, b;
};
struct triple {
    long a, b, c;
};

static _Atomic struct pair pair;
static _Atomic struct triple triple;

static void *work(void *unused)
{
    struct pair old = atomic_load(&pair), new;
    do
        new = (struct pair){old.a + 1, old.b - 1};
    while (!atomic_compare_exchange_strong(&pair, &old, new));
    struct triple seen = atomic_load(&triple), next;
    do
        next = (struct triple){seen.a + 1, seen.b + 2, seen.c + 3};
    while (!atomic_compare_exchange_weak(&triple, &seen, next));
    return unused;
}

int main(void)
{
    pthread_t threads[2];
    for (int i = 0; i < 2; i++)
        pthread_create(&threads[i], NULL, work, NULL);
    for (int i = 0; i < 2; i++)
        pthread_join(threads[i], NULL);
    struct pair p = pair;
    struct triple t = triple;
    assert(p.a == 2 && p.b == -2 && t.a == 2 && t.b == 4 && t.c == 6);
}

/* Two C11 threads, a mutex, and an atomic counter. */
#include <stdatomic.h>
#include <stdio.h>
#include <threads.h>

static mtx_t mutex;
static int count;
static atomic_int visits;

static int work(void *unused)
{
    (void)unused;
    mtx_lock(&mutex);
    count++;
    mtx_unlock(&mutex);
    visits++;
    return 0;
}

int main(void)
{
    thrd_t a, b;
    mtx_init(&mutex, mtx_plain);
    thrd_create(&a, work, NULL);
    thrd_create(&b, work, NULL);
    thrd_join(a, NULL);
    thrd_join(b, NULL);
    mtx_destroy(&mutex);
    printf("%d %d\n", count, visits);
    return count != 2 || visits != 2;
}

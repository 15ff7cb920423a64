/* C11 threads without a lock. */
#include <threads.h>

static int counter;

static int work(void *unused)
{
    (void)unused;
    return ++counter;
}

int main(void)
{
    thrd_t threads[2];
    for (int i = 0; i < 2; i++)
        thrd_create(&threads[i], work, NULL);
    for (int i = 0; i < 2; i++)
        thrd_join(threads[i], NULL);
}

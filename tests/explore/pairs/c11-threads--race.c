/* Two C11 threads and a plain counter. */
#include <stdio.h>
#include <threads.h>

static int count;

static int work(void *unused)
{
    (void)unused;
    count++;
    return 0;
}

int main(void)
{
    thrd_t a, b;
    thrd_create(&a, work, NULL);
    thrd_create(&b, work, NULL);
    thrd_join(a, NULL);
    thrd_join(b, NULL);
    printf("%d\n", count);
    return 0;
}

/* The barrier stands behind the reading, not before it. */
#include <pthread.h>
#include <stdio.h>

static pthread_barrier_t barrier;
static int cell[2], sum[2];

static void *work(void *argument)
{
    int me = (int)(long)argument;
    cell[me] = me + 1;
    sum[me] = cell[0] + cell[1];
    pthread_barrier_wait(&barrier);
    return NULL;
}

int main(void)
{
    pthread_t thread;
    pthread_barrier_init(&barrier, NULL, 2);
    pthread_create(&thread, NULL, work, (void *)1L);
    work((void *)0L);
    pthread_join(thread, NULL);
    printf("%d\n", sum[0]);
    return 0;
}

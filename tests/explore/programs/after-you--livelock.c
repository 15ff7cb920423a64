/* Each lets the other go first, for ever. */
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>

static _Atomic int wants[2];

static void *go(void *argument)
{
    int self = *(int *)argument;
    wants[self] = 1;
    while (wants[1 - self])
        sched_yield();
    wants[self] = 0;
    return NULL;
}

int main(void)
{
    pthread_t threads[2];
    int numbers[2] = {0, 1};
    for (int i = 0; i < 2; i++)
        pthread_create(&threads[i], NULL, go, &numbers[i]);
    for (int i = 0; i < 2; i++)
        pthread_join(threads[i], NULL);
}

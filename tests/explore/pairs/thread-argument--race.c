/* All threads get the address of the loop's own index. */
#include <pthread.h>
#include <stdio.h>

static int seen[4];

static void *work(void *argument)
{
    int me = *(int *)argument;
    seen[me % 4] = 1;
    return NULL;
}

int main(void)
{
    pthread_t threads[4];
    int i;
    for (i = 0; i < 4; i++)
        pthread_create(&threads[i], NULL, work, &i);
    for (int t = 0; t < 4; t++)
        pthread_join(threads[t], NULL);
    printf("%d\n", seen[0]);
    return 0;
}

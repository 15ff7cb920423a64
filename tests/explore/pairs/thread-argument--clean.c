/* Each thread gets the address of a number of its own. */
#include <pthread.h>
#include <stdio.h>

static int seen[4];

static void *work(void *argument)
{
    int me = *(int *)argument;
    seen[me] = 1;
    return NULL;
}

int main(void)
{
    pthread_t threads[4];
    int numbers[4];
    for (int i = 0; i < 4; i++) {
        numbers[i] = i;
        pthread_create(&threads[i], NULL, work, &numbers[i]);
    }
    for (int t = 0; t < 4; t++)
        pthread_join(threads[t], NULL);
    printf("%d\n", seen[0]);
    return 0;
}

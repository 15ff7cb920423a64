/* The sum is read before its thread has been waited for. */
#include <pthread.h>
#include <stdio.h>

static int sum;

static void *add(void *unused)
{
    for (int i = 0; i < 20; i++)
        sum += i;
    return unused;
}

int main(void)
{
    pthread_t thread;
    pthread_create(&thread, NULL, add, NULL);
    printf("%d\n", sum);
    pthread_join(thread, NULL);
    return 0;
}

/* First join, then read. */
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
    pthread_join(thread, NULL);
    printf("%d\n", sum);
    return sum != 190;
}

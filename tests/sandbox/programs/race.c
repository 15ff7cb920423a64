/* race.c - two threads, one variable, no lock. */
#include <pthread.h>

static int x;

static void *add(void *arg)
{
    x++;
    return arg;
}

int main(void)
{
    pthread_t t[2];
    for (int i = 0; i < 2; i++)
        pthread_create(&t[i], NULL, add, NULL);
    for (int i = 0; i < 2; i++)
        pthread_join(t[i], NULL);
    return 0;
}

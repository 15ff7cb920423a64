/* What a thread writes is read by the name of a constant, far beyond its end,
 * after the thread has ended. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

static const long here[2] = {1, 2};
static long *counter;

static void *work(void *unused)
{
    (void)unused;
    *counter = 1;
    return NULL;
}

int main(void)
{
    counter = calloc(1, sizeof *counter);
    pthread_t thread;
    pthread_create(&thread, NULL, work, NULL);
    pthread_join(thread, NULL);
    long seen = here[counter - here];
    printf("%ld\n", seen);
    free(counter);
    return 0;
}

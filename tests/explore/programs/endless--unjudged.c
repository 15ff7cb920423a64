/* A loop that reads and writes nothing shared. */
#include <pthread.h>

static void *work(void *unused)
{
    for (;;)
        ;
    return unused;
}

int main(void)
{
    pthread_t thread;
    pthread_create(&thread, NULL, work, NULL);
    pthread_join(thread, NULL);
}

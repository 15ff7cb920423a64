/* Reads the result before the thread has ended. */
#include <pthread.h>

static int result;

static void *work(void *unused)
{
    result = 1;
    return unused;
}

int main(void)
{
    pthread_t thread;
    pthread_create(&thread, NULL, work, NULL);
    int seen = result;
    pthread_join(thread, NULL);
    return seen > 1;
}

/* Cancelling threads is not explored. */
#include <pthread.h>
#include <unistd.h>

static void *work(void *unused)
{
    pause();
    return unused;
}

int main(void)
{
    pthread_t thread;
    pthread_create(&thread, NULL, work, NULL);
    pthread_cancel(thread);
    pthread_join(thread, NULL);
}

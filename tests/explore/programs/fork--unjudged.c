/* Starts a process. */
#include <pthread.h>
#include <unistd.h>

static void *work(void *unused)
{
    if (fork() == 0)
        _exit(0);
    return unused;
}

int main(void)
{
    pthread_t thread;
    pthread_create(&thread, NULL, work, NULL);
    pthread_join(thread, NULL);
}

/* Signals are not explored. */
#include <pthread.h>
#include <signal.h>

static volatile sig_atomic_t caught;

static void handle(int number)
{
    caught = number;
}

static void *work(void *unused)
{
    signal(SIGUSR1, handle);
    raise(SIGUSR1);
    return unused;
}

int main(void)
{
    pthread_t thread;
    pthread_create(&thread, NULL, work, NULL);
    pthread_join(thread, NULL);
}

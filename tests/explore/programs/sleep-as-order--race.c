/* A sleep does not order anything. */
#include <pthread.h>
#include <unistd.h>

static int value;

static void *set(void *unused)
{
    value = 1;
    return unused;
}

int main(void)
{
    pthread_t thread;
    pthread_create(&thread, NULL, set, NULL);
    sleep(1);
    int seen = value;
    pthread_join(thread, NULL);
    return seen > 1;
}

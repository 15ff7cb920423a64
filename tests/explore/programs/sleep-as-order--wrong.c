/* A sleep is long enough, nearly always. */
#include <assert.h>
#include <pthread.h>
#include <unistd.h>

static _Atomic int value;

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
    assert(value == 1);
    pthread_join(thread, NULL);
}

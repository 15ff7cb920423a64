/* Polls with usleep(), and gives up by the clock. */
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <time.h>
#include <unistd.h>

static atomic_bool ready;

static double seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

static void *work(void *unused)
{
    usleep(2000);
    ready = true;
    return unused;
}

int main(void)
{
    pthread_t thread;
    double start = seconds();
    pthread_create(&thread, NULL, work, NULL);
    while (!ready && seconds() - start < 60)
        usleep(100);
    bool came = ready;
    pthread_join(thread, NULL);
    return came || seconds() - start >= 60 ? 0 : 1;
}

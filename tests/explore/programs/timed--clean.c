/* Deadlines that may pass: every call with a time limit. */
#define _GNU_SOURCE
#include <assert.h>
#include <errno.h>
#include <pthread.h>
#include <semaphore.h>
#include <time.h>
#include <unistd.h>

static int ready;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static sem_t sem;

static struct timespec soon(void)
{
    struct timespec time;
    clock_gettime(CLOCK_REALTIME, &time);
    time.tv_sec++;
    return time;
}

static void *announce(void *unused)
{
    usleep(1000);
    pthread_mutex_lock(&lock);
    ready = 1;
    pthread_cond_signal(&changed);
    pthread_mutex_unlock(&lock);
    sem_post(&sem);
    return unused;
}

static void *await(void *unused)
{
    struct timespec limit = soon();
    int error = pthread_mutex_timedlock(&lock, &limit);
    assert(error == 0 || error == ETIMEDOUT);
    if (error)
        return unused;
    while (!ready && error != ETIMEDOUT)
        error = pthread_cond_timedwait(&changed, &lock, &limit);
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    assert(ready || now.tv_sec >= limit.tv_sec);
    pthread_mutex_unlock(&lock);
    if (sem_timedwait(&sem, &limit))
        assert(errno == ETIMEDOUT);
    return unused;
}

int main(void)
{
    pthread_t threads[2];
    sem_init(&sem, 0, 0);
    pthread_create(&threads[0], NULL, announce, NULL);
    pthread_create(&threads[1], NULL, await, NULL);
    pthread_join(threads[0], NULL);
    pthread_join(threads[1], NULL);
}

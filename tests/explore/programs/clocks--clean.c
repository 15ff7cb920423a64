/* The calls that name their clock, and the rest with a time limit. */
#define _GNU_SOURCE
#include <assert.h>
#include <errno.h>
#include <pthread.h>
#include <sched.h>
#include <semaphore.h>
#include <threads.h>
#include <time.h>
#include <unistd.h>

static pthread_rwlock_t lock = PTHREAD_RWLOCK_INITIALIZER;
static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static mtx_t timed;
static sem_t sem;
static int value;

static struct timespec soon(clockid_t clock)
{
    struct timespec time;
    clock_gettime(clock, &time);
    time.tv_nsec += 1000;
    return time;
}

static void *work(void *unused)
{
    struct timespec limit = soon(CLOCK_MONOTONIC);
    int error = pthread_rwlock_clockwrlock(&lock, CLOCK_MONOTONIC, &limit);
    assert(error == 0 || error == ETIMEDOUT);
    if (!error) {
        value++;
        pthread_rwlock_unlock(&lock);
    }
    limit = soon(CLOCK_REALTIME);
    if (!pthread_rwlock_timedrdlock(&lock, &limit)) {
        assert(value >= 0);
        pthread_rwlock_unlock(&lock);
    }
    limit = soon(CLOCK_MONOTONIC);
    if (!pthread_mutex_clocklock(&mutex, CLOCK_MONOTONIC, &limit)) {
        error =
            pthread_cond_clockwait(&changed, &mutex, CLOCK_MONOTONIC, &limit);
        assert(error == 0 || error == ETIMEDOUT);
        pthread_mutex_unlock(&mutex);
    }
    if (sem_clockwait(&sem, CLOCK_MONOTONIC, &limit))
        assert(errno == ETIMEDOUT);
    limit = soon(CLOCK_REALTIME);
    if (mtx_timedlock(&timed, &limit) == thrd_success)
        mtx_unlock(&timed);
    return unused;
}

int main(void)
{
    pthread_t threads[2];
    cpu_set_t set;
    sem_init(&sem, 0, 1);
    mtx_init(&timed, mtx_timed);
    for (int i = 0; i < 2; i++)
        pthread_create(&threads[i], NULL, work, NULL);
    sched_getaffinity(0, sizeof set, &set);
    assert(CPU_COUNT(&set) == sysconf(_SC_NPROCESSORS_ONLN));
    struct timespec limit = soon(CLOCK_MONOTONIC);
    int error = pthread_clockjoin_np(threads[0], NULL, CLOCK_MONOTONIC, &limit);
    assert(error == 0 || error == ETIMEDOUT);
    if (error)
        pthread_join(threads[0], NULL);
    pthread_join(threads[1], NULL);
}

/*
 * c11.c - the C11 thread functions, by way of pthreads.
 *
 * Race detectors know pthreads and see nothing of <threads.h>.  The GNU C
 * library builds the latter from the former, with objects of the same
 * layout, so each function here is the pthread function under its C11 name;
 * the call then goes through wrap.c like any other.
 */
#include <errno.h>
#include <pthread.h>
#include <sched.h>
#include <stdint.h>
#include <stdlib.h>
#include <threads.h>

#include "caller.h"

_Static_assert(sizeof(mtx_t) >= sizeof(pthread_mutex_t), "same layout");
_Static_assert(sizeof(cnd_t) >= sizeof(pthread_cond_t), "same layout");
_Static_assert(sizeof(once_flag) == sizeof(pthread_once_t), "same layout");
_Static_assert(sizeof(thrd_t) == sizeof(pthread_t), "same layout");

#define MUTEX(m) ((pthread_mutex_t *)(void *)(m))
#define COND(c) ((pthread_cond_t *)(void *)(c))

static int c11(int posix)
{
    switch (posix) {
    case 0:
        return thrd_success;
    case EBUSY:
        return thrd_busy;
    case ETIMEDOUT:
        return thrd_timedout;
    case ENOMEM:
    case EAGAIN:
        return thrd_nomem;
    default:
        return thrd_error;
    }
}

struct start {
    thrd_start_t function;
    void *arg;
};

static void *run(void *allocated)
{
    struct start start = *(struct start *)allocated;
    free(allocated);
    return (void *)(intptr_t)start.function(start.arg);
}

int __wrap_thrd_create(thrd_t *thread, thrd_start_t function, void *arg)
{
    struct start *start = malloc(sizeof *start);
    if (start == NULL)
        return thrd_nomem;
    *start = (struct start){function, arg};
    int result = pthread_create(thread, NULL, run, start);
    if (result)
        free(start);
    return c11(result);
}

int __wrap_thrd_join(thrd_t thread, int *result)
{
    void *value = NULL;
    int failed = pthread_join(thread, &value);
    if (!failed && result != NULL)
        *result = (int)(intptr_t)value;
    return c11(failed);
}

int __wrap_thrd_detach(thrd_t thread)
{
    return c11(pthread_detach(thread));
}

_Noreturn void __wrap_thrd_exit(int result)
{
    pthread_exit((void *)(intptr_t)result);
}

void __wrap_thrd_yield(void)
{
    sched_yield();
}

int __wrap_mtx_init(mtx_t *m, int type)
{
    pthread_mutexattr_t attr;
    pthread_mutexattr_init(&attr);
    if (type & mtx_recursive)
        pthread_mutexattr_settype(&attr, PTHREAD_MUTEX_RECURSIVE);
    int result = pthread_mutex_init(MUTEX(m), &attr);
    pthread_mutexattr_destroy(&attr);
    return c11(result);
}

int __wrap_mtx_lock(mtx_t *m)
{
    caller_enter(CALLER);
    return caller_leave(c11(pthread_mutex_lock(MUTEX(m))));
}

int __wrap_mtx_trylock(mtx_t *m)
{
    caller_enter(CALLER);
    return caller_leave(c11(pthread_mutex_trylock(MUTEX(m))));
}

int __wrap_mtx_timedlock(mtx_t *m, const struct timespec *until)
{
    caller_enter(CALLER);
    return caller_leave(c11(pthread_mutex_timedlock(MUTEX(m), until)));
}

int __wrap_mtx_unlock(mtx_t *m)
{
    caller_enter(CALLER);
    return caller_leave(c11(pthread_mutex_unlock(MUTEX(m))));
}

void __wrap_mtx_destroy(mtx_t *m)
{
    pthread_mutex_destroy(MUTEX(m));
}

int __wrap_cnd_init(cnd_t *c)
{
    return c11(pthread_cond_init(COND(c), NULL));
}

int __wrap_cnd_wait(cnd_t *c, mtx_t *m)
{
    caller_enter(CALLER);
    return caller_leave(c11(pthread_cond_wait(COND(c), MUTEX(m))));
}

int __wrap_cnd_timedwait(cnd_t *c, mtx_t *m, const struct timespec *until)
{
    caller_enter(CALLER);
    return caller_leave(c11(pthread_cond_timedwait(COND(c), MUTEX(m), until)));
}

int __wrap_cnd_signal(cnd_t *c)
{
    return c11(pthread_cond_signal(COND(c)));
}

int __wrap_cnd_broadcast(cnd_t *c)
{
    return c11(pthread_cond_broadcast(COND(c)));
}

void __wrap_cnd_destroy(cnd_t *c)
{
    pthread_cond_destroy(COND(c));
}

void __wrap_call_once(once_flag *flag, void (*function)(void))
{
    pthread_once((pthread_once_t *)flag, function);
}

/* <threads.h>: the same locks and threads under other names. */
#define _GNU_SOURCE
#include <errno.h>
#include <threads.h>

#include "cond.h"
#include "keys.h"
#include "mutex.h"
#include "once.h"
#include "region.h"
#include "run.h"
#include "scheduler.h"
#include "state.h"
#include "trace.h"
#include "vtime.h"

#define SELF scheduler_current()

/* The answer of C11 for an error number of POSIX. */
static int c11_answer(int error)
{
    switch (error) {
    case 0:
        return thrd_success;
    case EBUSY:
        return thrd_busy;
    case ETIMEDOUT:
        return thrd_timedout;
    case ENOMEM:
        return thrd_nomem;
    default:
        return thrd_error;
    }
}

/* ---- threads ---- */

struct c11_start {
    thrd_start_t function;
    void *argument;
};

static void *c11_run(void *argument)
{
    const struct c11_start *start = argument;
    return (void *)(intptr_t)start->function(start->argument);
}

static struct thread *c11_thread(thrd_t handle)
{
    return handle - 1 < thread_count() ? thread_at((unsigned)handle - 1) : NULL;
}

int explore_thrd_create(thrd_t *handle, thrd_start_t function, void *argument)
{
    scheduler_point(CALLER);
    struct c11_start *start = region_alloc(sizeof *start);
    *start = (struct c11_start){function, argument};
    struct thread *thread = thread_new(SELF, c11_run, start, CALLER);
    if (!thread)
        run_refuse(CALLER, "it creates more than %d threads", MAX_THREADS);
    *handle = thread->id + 1;
    trace_call(SELF, "starts a thread", NULL, CALLER);
    scheduler_enter(thread);
    return thrd_success;
}

int explore_thrd_join(thrd_t handle, int *result)
{
    struct thread *thread = c11_thread(handle);
    if (!thread || thread == SELF || thread->joined || thread->detached)
        return thrd_error;
    thread_join(SELF, thread, CALLER);
    if (result)
        *result = (int)(intptr_t)thread->result;
    return thrd_success;
}

int explore_thrd_detach(thrd_t handle)
{
    struct thread *thread = c11_thread(handle);
    if (!thread || thread->joined || thread->detached)
        return thrd_error;
    thread->detached = true;
    return thrd_success;
}

_Noreturn void explore_thrd_exit(int result)
{
    thread_exit(SELF, (void *)(intptr_t)result);
}

thrd_t explore_thrd_current(void)
{
    return run_active ? SELF->id + 1 : thrd_current();
}

int explore_thrd_equal(thrd_t a, thrd_t b)
{
    return a == b;
}

void explore_thrd_yield(void)
{
    if (run_active)
        scheduler_yield(CALLER);
}

int explore_thrd_sleep(const struct timespec *length, struct timespec *left)
{
    if (!run_active)
        return thrd_sleep(length, left);
    scheduler_sleep(vtime_after(length), CALLER);
    return 0;
}

/* ---- mutexes and condition variables ---- */

static struct mutex *c11_mutex(mtx_t *mutex)
{
    return mutex_at(mutex, MUTEX_NORMAL);
}

int explore_mtx_init(mtx_t *mutex, int type)
{
    if (!run_active)
        return mtx_init(mutex, type);
    mutex_init(mutex, type & mtx_recursive ? MUTEX_RECURSIVE : MUTEX_NORMAL);
    return thrd_success;
}

void explore_mtx_destroy(mtx_t *mutex)
{
    if (run_active)
        mutex_destroy(c11_mutex(mutex), CALLER);
    else
        mtx_destroy(mutex);
}

int explore_mtx_lock(mtx_t *mutex)
{
    return run_active
               ? c11_answer(mutex_lock(c11_mutex(mutex), NO_DEADLINE, CALLER))
               : mtx_lock(mutex);
}

int explore_mtx_timedlock(mtx_t *mutex, const struct timespec *deadline)
{
    return c11_answer(mutex_lock(
        c11_mutex(mutex), vtime_deadline(CLOCK_REALTIME, deadline), CALLER));
}

int explore_mtx_trylock(mtx_t *mutex)
{
    return run_active ? c11_answer(mutex_trylock(c11_mutex(mutex), CALLER))
                      : mtx_trylock(mutex);
}

int explore_mtx_unlock(mtx_t *mutex)
{
    return run_active ? c11_answer(mutex_unlock(c11_mutex(mutex), CALLER))
                      : mtx_unlock(mutex);
}

int explore_cnd_init(cnd_t *cond)
{
    if (!run_active)
        return cnd_init(cond);
    cond_init(cond, CLOCK_REALTIME);
    return thrd_success;
}

void explore_cnd_destroy(cnd_t *cond)
{
    if (run_active)
        cond_destroy(cond_at(cond), CALLER);
    else
        cnd_destroy(cond);
}

int explore_cnd_wait(cnd_t *cond, mtx_t *mutex)
{
    return c11_answer(
        cond_wait(cond_at(cond), c11_mutex(mutex), NO_DEADLINE, CALLER));
}

int explore_cnd_timedwait(cnd_t *cond, mtx_t *mutex,
                          const struct timespec *deadline)
{
    return c11_answer(cond_wait(cond_at(cond), c11_mutex(mutex),
                                vtime_deadline(CLOCK_REALTIME, deadline),
                                CALLER));
}

int explore_cnd_signal(cnd_t *cond)
{
    return run_active ? c11_answer(cond_signal(cond_at(cond), CALLER))
                      : cnd_signal(cond);
}

int explore_cnd_broadcast(cnd_t *cond)
{
    return run_active ? c11_answer(cond_broadcast(cond_at(cond), CALLER))
                      : cnd_broadcast(cond);
}

/* ---- once and thread-specific storage ---- */

void explore_call_once(once_flag *flag, void (*routine)(void))
{
    if (run_active)
        once_call(flag, routine, CALLER);
    else
        call_once(flag, routine);
}

int explore_tss_create(tss_t *key, tss_dtor_t destructor)
{
    int made = keys_create(destructor);
    if (made < 0)
        return thrd_error;
    *key = (tss_t)made;
    return thrd_success;
}

void explore_tss_delete(tss_t key)
{
    keys_delete(key);
}

int explore_tss_set(tss_t key, void *value)
{
    return keys_set(SELF, key, value) ? thrd_success : thrd_error;
}

void *explore_tss_get(tss_t key)
{
    return keys_get(SELF, key);
}

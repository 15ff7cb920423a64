/* pthread_* and sem_*. */
#define _GNU_SOURCE
#include <errno.h>
#include <pthread.h>
#include <sched.h>
#include <semaphore.h>
#include <setjmp.h>
#include <string.h>
#include <unistd.h>

#include "barrier.h"
#include "calls.h"
#include "cond.h"
#include "keys.h"
#include "mutex.h"
#include "once.h"
#include "run.h"
#include "rwlock.h"
#include "scheduler.h"
#include "semaphore.h"
#include "state.h"
#include "trace.h"
#include "vtime.h"

#define SELF scheduler_current()

/* A pthread_t of the explored program is the number of the thread plus 1. */
static struct thread *pthread_thread(pthread_t handle)
{
    return handle - 1 < thread_count() ? thread_at((unsigned)handle - 1) : NULL;
}

/* ---- threads ---- */

int explore_pthread_create(pthread_t *handle, const pthread_attr_t *attr,
                           void *(*start)(void *), void *argument)
{
    int state = PTHREAD_CREATE_JOINABLE;
    if (!run_active)
        return pthread_create(handle, attr, start, argument);
    scheduler_point(CALLER);
    struct thread *thread = thread_new(SELF, start, argument, CALLER);
    if (!thread)
        run_refuse(CALLER, "it creates more than %d threads", MAX_THREADS);
    if (attr)
        pthread_attr_getdetachstate(attr, &state);
    thread->detached = state == PTHREAD_CREATE_DETACHED;
    *handle = thread->id + 1;
    trace_call(SELF, "starts a thread", NULL, CALLER);
    scheduler_enter(thread);
    return 0;
}

static int pthread_may_join(struct thread *thread)
{
    if (!thread)
        return ESRCH;
    if (thread == SELF)
        return EDEADLK;
    return thread->detached || thread->joined ? EINVAL : 0;
}

int explore_pthread_join(pthread_t handle, void **result)
{
    if (!run_active)
        return pthread_join(handle, result);
    struct thread *thread = pthread_thread(handle);
    int error = pthread_may_join(thread);
    if (error)
        return error;
    thread_join(SELF, thread, CALLER);
    if (result)
        *result = thread->result;
    return 0;
}

int explore_pthread_tryjoin_np(pthread_t handle, void **result)
{
    struct thread *thread = pthread_thread(handle);
    int error = pthread_may_join(thread);
    if (error)
        return error;
    scheduler_point(CALLER);
    if (thread->state != THREAD_ENDED)
        return EBUSY;
    thread_join(SELF, thread, CALLER);
    if (result)
        *result = thread->result;
    return 0;
}

int explore_pthread_clockjoin_np(pthread_t handle, void **result,
                                 clockid_t clock,
                                 const struct timespec *deadline)
{
    struct thread *thread = pthread_thread(handle);
    int error = pthread_may_join(thread);
    if (error)
        return error;
    if (!thread_timed_join(SELF, thread, vtime_deadline(clock, deadline),
                           CALLER))
        return ETIMEDOUT;
    if (result)
        *result = thread->result;
    return 0;
}

int explore_pthread_timedjoin_np(pthread_t handle, void **result,
                                 const struct timespec *deadline)
{
    return explore_pthread_clockjoin_np(handle, result, CLOCK_REALTIME,
                                        deadline);
}

int explore_pthread_detach(pthread_t handle)
{
    if (!run_active)
        return pthread_detach(handle);
    struct thread *thread = pthread_thread(handle);
    if (!thread)
        return ESRCH;
    if (thread->detached || thread->joined)
        return EINVAL;
    thread->detached = true;
    return 0;
}

/* ---- pthread_cleanup_push(), a macro, and its end at pthread_exit() ---- */

/* Runs the handlers that are left, the last one first, and ends the thread. */
static _Noreturn void pthread_unwind(struct thread *self)
{
    if (self->cleanup)
        longjmp(self->cleanup, 1); /* it begins with a jmp_buf */
    thread_exit(self, self->result);
}

void explore___pthread_register_cancel(__pthread_unwind_buf_t *buffer)
{
    buffer->__pad[0] = SELF->cleanup;
    SELF->cleanup = buffer;
}

void explore___pthread_unregister_cancel(__pthread_unwind_buf_t *buffer)
{
    SELF->cleanup = buffer->__pad[0];
}

_Noreturn void explore___pthread_unwind_next(__pthread_unwind_buf_t *buffer)
{
    SELF->cleanup = buffer->__pad[0];
    pthread_unwind(SELF);
}

_Noreturn void explore_pthread_exit(void *result)
{
    if (!run_active)
        pthread_exit(result);
    SELF->result = result;
    pthread_unwind(SELF);
}

pthread_t explore_pthread_self(void)
{
    return run_active ? SELF->id + 1 : pthread_self();
}

int explore_pthread_equal(pthread_t a, pthread_t b)
{
    return a == b;
}

/* Names, places and priorities of threads change nothing here. */
int explore_pthread_setname_np(pthread_t handle, const char *name)
{
    (void)name;
    return pthread_thread(handle) ? 0 : ESRCH;
}

int explore_pthread_setaffinity_np(pthread_t handle, size_t size,
                                   const cpu_set_t *set)
{
    (void)size;
    (void)set;
    return pthread_thread(handle) ? 0 : ESRCH;
}

int explore_pthread_setcancelstate(int state, int *old)
{
    (void)state;
    if (old)
        *old = PTHREAD_CANCEL_ENABLE;
    return 0;
}

int explore_pthread_setcanceltype(int type, int *old)
{
    (void)type;
    if (old)
        *old = PTHREAD_CANCEL_DEFERRED;
    return 0;
}

/* pthread_cancel() is not explored, so nothing is ever pending. */
void explore_pthread_testcancel(void)
{
}

int explore_sched_getaffinity(pid_t pid, size_t size, cpu_set_t *set)
{
    if (!run_active)
        return sched_getaffinity(pid, size, set);
    CPU_ZERO_S(size, set);
    for (int core = 0; core < explore_get_nprocs(); core++)
        CPU_SET_S((size_t)core, size, set);
    return 0;
}

int explore_pthread_getaffinity_np(pthread_t handle, size_t size,
                                   cpu_set_t *set)
{
    return pthread_thread(handle) ? explore_sched_getaffinity(0, size, set)
                                  : ESRCH;
}

int explore_sched_getcpu(void)
{
    if (!run_active)
        return sched_getcpu();
    return (int)(SELF->id % (unsigned)explore_get_nprocs());
}

pid_t explore_gettid(void)
{
    return run_active ? (pid_t)(10000 + SELF->id) : gettid();
}

int explore_sched_yield(void)
{
    if (!run_active)
        return sched_yield();
    scheduler_yield(CALLER);
    return 0;
}

/* ---- mutexes ---- */

/* What is left of a mutex or a condition that was destroyed. Nothing announces
 * a static initialiser, but it writes over this: here is a new one, of the next
 * call that has its variables in the same place. */
enum { REMAINS = 0xdd };

static bool pthread_is_new(const void *object, size_t size)
{
    const unsigned char *bytes = object;
    size_t i = 0;
    while (i < size && bytes[i] == REMAINS)
        i++;
    return i < size;
}

static enum mutex_type pthread_mutex_type(int type)
{
    return type == PTHREAD_MUTEX_RECURSIVE    ? MUTEX_RECURSIVE
           : type == PTHREAD_MUTEX_ERRORCHECK ? MUTEX_CHECKED
                                              : MUTEX_NORMAL;
}

/* A static initialiser leaves the type in the memory of the mutex. */
static struct mutex *pthread_mutex_of(pthread_mutex_t *mutex)
{
    enum mutex_type type = pthread_mutex_type(mutex->__data.__kind & 3);
    struct mutex *known = mutex_at(mutex, type);
    return known->destroyed && pthread_is_new(mutex, sizeof *mutex)
               ? mutex_init(mutex, type)
               : known;
}

int explore_pthread_mutex_init(pthread_mutex_t *mutex,
                               const pthread_mutexattr_t *attr)
{
    int type = PTHREAD_MUTEX_DEFAULT, robust = PTHREAD_MUTEX_STALLED;
    if (!run_active)
        return pthread_mutex_init(mutex, attr);
    if (attr) {
        pthread_mutexattr_gettype(attr, &type);
        pthread_mutexattr_getrobust(attr, &robust);
    }
    if (robust == PTHREAD_MUTEX_ROBUST)
        run_refuse(CALLER, "it makes a robust mutex");
    pthread_mutex_init(mutex, attr);
    mutex_init(mutex, pthread_mutex_type(type));
    return 0;
}

int explore_pthread_mutex_destroy(pthread_mutex_t *mutex)
{
    if (!run_active)
        return pthread_mutex_destroy(mutex);
    mutex_destroy(pthread_mutex_of(mutex), CALLER);
    memset(mutex, REMAINS, sizeof *mutex);
    return 0;
}

int explore_pthread_mutex_lock(pthread_mutex_t *mutex)
{
    return run_active ? mutex_lock(pthread_mutex_of(mutex), NO_DEADLINE, CALLER)
                      : pthread_mutex_lock(mutex);
}

int explore_pthread_mutex_trylock(pthread_mutex_t *mutex)
{
    return run_active ? mutex_trylock(pthread_mutex_of(mutex), CALLER)
                      : pthread_mutex_trylock(mutex);
}

int explore_pthread_mutex_clocklock(pthread_mutex_t *mutex, clockid_t clock,
                                    const struct timespec *deadline)
{
    return mutex_lock(pthread_mutex_of(mutex), vtime_deadline(clock, deadline),
                      CALLER);
}

int explore_pthread_mutex_timedlock(pthread_mutex_t *mutex,
                                    const struct timespec *deadline)
{
    return mutex_lock(pthread_mutex_of(mutex),
                      vtime_deadline(CLOCK_REALTIME, deadline), CALLER);
}

int explore_pthread_mutex_unlock(pthread_mutex_t *mutex)
{
    return run_active ? mutex_unlock(pthread_mutex_of(mutex), CALLER)
                      : pthread_mutex_unlock(mutex);
}

/* ---- spin locks: mutexes that are not waited for in the kernel ---- */

int explore_pthread_spin_init(pthread_spinlock_t *lock, int shared)
{
    if (!run_active)
        return pthread_spin_init(lock, shared);
    mutex_init(lock, MUTEX_SPIN);
    return 0;
}

int explore_pthread_spin_destroy(pthread_spinlock_t *lock)
{
    return mutex_destroy(mutex_at(lock, MUTEX_SPIN), CALLER);
}

int explore_pthread_spin_lock(pthread_spinlock_t *lock)
{
    return mutex_lock(mutex_at(lock, MUTEX_SPIN), NO_DEADLINE, CALLER);
}

int explore_pthread_spin_trylock(pthread_spinlock_t *lock)
{
    return mutex_trylock(mutex_at(lock, MUTEX_SPIN), CALLER);
}

int explore_pthread_spin_unlock(pthread_spinlock_t *lock)
{
    return mutex_unlock(mutex_at(lock, MUTEX_SPIN), CALLER);
}

/* ---- read-write locks ---- */

int explore_pthread_rwlock_init(pthread_rwlock_t *lock,
                                const pthread_rwlockattr_t *attr)
{
    if (!run_active)
        return pthread_rwlock_init(lock, attr);
    rwlock_init(lock);
    return 0;
}

int explore_pthread_rwlock_destroy(pthread_rwlock_t *lock)
{
    return rwlock_destroy(rwlock_at(lock), CALLER);
}

int explore_pthread_rwlock_rdlock(pthread_rwlock_t *lock)
{
    return rwlock_read(rwlock_at(lock), NO_DEADLINE, CALLER);
}

int explore_pthread_rwlock_tryrdlock(pthread_rwlock_t *lock)
{
    return rwlock_tryread(rwlock_at(lock), CALLER);
}

int explore_pthread_rwlock_timedrdlock(pthread_rwlock_t *lock,
                                       const struct timespec *deadline)
{
    return rwlock_read(rwlock_at(lock),
                       vtime_deadline(CLOCK_REALTIME, deadline), CALLER);
}

int explore_pthread_rwlock_wrlock(pthread_rwlock_t *lock)
{
    return rwlock_write(rwlock_at(lock), NO_DEADLINE, CALLER);
}

int explore_pthread_rwlock_trywrlock(pthread_rwlock_t *lock)
{
    return rwlock_trywrite(rwlock_at(lock), CALLER);
}

int explore_pthread_rwlock_timedwrlock(pthread_rwlock_t *lock,
                                       const struct timespec *deadline)
{
    return rwlock_write(rwlock_at(lock),
                        vtime_deadline(CLOCK_REALTIME, deadline), CALLER);
}

int explore_pthread_rwlock_clockrdlock(pthread_rwlock_t *lock, clockid_t clock,
                                       const struct timespec *deadline)
{
    return rwlock_read(rwlock_at(lock), vtime_deadline(clock, deadline),
                       CALLER);
}

int explore_pthread_rwlock_clockwrlock(pthread_rwlock_t *lock, clockid_t clock,
                                       const struct timespec *deadline)
{
    return rwlock_write(rwlock_at(lock), vtime_deadline(clock, deadline),
                        CALLER);
}

int explore_pthread_rwlock_unlock(pthread_rwlock_t *lock)
{
    return rwlock_unlock(rwlock_at(lock), CALLER);
}

/* ---- condition variables ---- */

int explore_pthread_cond_init(pthread_cond_t *cond,
                              const pthread_condattr_t *attr)
{
    clockid_t clock = CLOCK_REALTIME;
    if (!run_active)
        return pthread_cond_init(cond, attr);
    if (attr)
        pthread_condattr_getclock(attr, &clock);
    cond_init(cond, clock);
    return 0;
}

static struct cond *pthread_cond_of(pthread_cond_t *cond)
{
    struct cond *known = cond_at(cond);
    return known->destroyed && pthread_is_new(cond, sizeof *cond)
               ? cond_init(cond, CLOCK_REALTIME)
               : known;
}

int explore_pthread_cond_destroy(pthread_cond_t *cond)
{
    if (!run_active)
        return pthread_cond_destroy(cond);
    cond_destroy(pthread_cond_of(cond), CALLER);
    memset(cond, REMAINS, sizeof *cond);
    return 0;
}

int explore_pthread_cond_wait(pthread_cond_t *cond, pthread_mutex_t *mutex)
{
    return cond_wait(pthread_cond_of(cond), pthread_mutex_of(mutex),
                     NO_DEADLINE, CALLER);
}

int explore_pthread_cond_clockwait(pthread_cond_t *cond, pthread_mutex_t *mutex,
                                   clockid_t clock,
                                   const struct timespec *deadline)
{
    return cond_wait(pthread_cond_of(cond), pthread_mutex_of(mutex),
                     vtime_deadline(clock, deadline), CALLER);
}

int explore_pthread_cond_timedwait(pthread_cond_t *cond, pthread_mutex_t *mutex,
                                   const struct timespec *deadline)
{
    struct cond *known = pthread_cond_of(cond);
    return cond_wait(known, pthread_mutex_of(mutex),
                     vtime_deadline(known->clock, deadline), CALLER);
}

int explore_pthread_cond_signal(pthread_cond_t *cond)
{
    return run_active ? cond_signal(pthread_cond_of(cond), CALLER)
                      : pthread_cond_signal(cond);
}

int explore_pthread_cond_broadcast(pthread_cond_t *cond)
{
    return run_active ? cond_broadcast(pthread_cond_of(cond), CALLER)
                      : pthread_cond_broadcast(cond);
}

/* ---- barriers, once, keys ---- */

int explore_pthread_barrier_init(pthread_barrier_t *barrier,
                                 const pthread_barrierattr_t *attr,
                                 unsigned count)
{
    if (!run_active)
        return pthread_barrier_init(barrier, attr, count);
    if (!count)
        return EINVAL;
    barrier_init(barrier, count);
    return 0;
}

int explore_pthread_barrier_destroy(pthread_barrier_t *barrier)
{
    return barrier_destroy(barrier_at(barrier), CALLER);
}

int explore_pthread_barrier_wait(pthread_barrier_t *barrier)
{
    return barrier_wait(barrier_at(barrier), CALLER)
               ? PTHREAD_BARRIER_SERIAL_THREAD
               : 0;
}

int explore_pthread_once(pthread_once_t *control, void (*routine)(void))
{
    if (!run_active)
        return pthread_once(control, routine);
    once_call(control, routine, CALLER);
    return 0;
}

int explore_pthread_key_create(pthread_key_t *key, void (*destructor)(void *))
{
    int made = keys_create(destructor);
    if (made < 0)
        return EAGAIN;
    *key = (pthread_key_t)made;
    return 0;
}

int explore_pthread_key_delete(pthread_key_t key)
{
    return keys_delete(key) ? 0 : EINVAL;
}

int explore_pthread_setspecific(pthread_key_t key, const void *value)
{
    return keys_set(SELF, key, value) ? 0 : EINVAL;
}

void *explore_pthread_getspecific(pthread_key_t key)
{
    return keys_get(SELF, key);
}

/* ---- semaphores: -1 and errno ---- */

static int sem_answer(int error)
{
    if (!error)
        return 0;
    errno = error;
    return -1;
}

int explore_sem_init(sem_t *sem, int shared, unsigned value)
{
    (void)shared;
    semaphore_init(sem, value);
    return 0;
}

int explore_sem_destroy(sem_t *sem)
{
    semaphore_destroy(semaphore_at(sem));
    return 0;
}

int explore_sem_wait(sem_t *sem)
{
    semaphore_wait(semaphore_at(sem), NO_DEADLINE, CALLER);
    return 0;
}

int explore_sem_trywait(sem_t *sem)
{
    bool taken = semaphore_trywait(semaphore_at(sem), CALLER);
    return sem_answer(taken ? 0 : EAGAIN);
}

int explore_sem_timedwait(sem_t *sem, const struct timespec *deadline)
{
    bool taken = semaphore_wait(
        semaphore_at(sem), vtime_deadline(CLOCK_REALTIME, deadline), CALLER);
    return sem_answer(taken ? 0 : ETIMEDOUT);
}

int explore_sem_clockwait(sem_t *sem, clockid_t clock,
                          const struct timespec *deadline)
{
    bool taken = semaphore_wait(semaphore_at(sem),
                                vtime_deadline(clock, deadline), CALLER);
    return sem_answer(taken ? 0 : ETIMEDOUT);
}

int explore_sem_post(sem_t *sem)
{
    semaphore_post(semaphore_at(sem), CALLER);
    return 0;
}

int explore_sem_getvalue(sem_t *sem, int *value)
{
    *value = (int)semaphore_value(semaphore_at(sem), CALLER);
    return 0;
}

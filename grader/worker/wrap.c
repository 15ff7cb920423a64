/*
 * wrap.c - what stands between the learner's code and pthreads.
 *
 * In every flavour of a worker the calls of pthread functions go through
 * here (wrap.ld lists them).  Outside of measured calls, and with all
 * settings at zero, a wrapper only calls the function that it wraps.
 */
#include <errno.h>
#include <sched.h>
#include <stdlib.h>

#include "caller.h"
#include "model.h"
#include "real.h"
#include "seen.h"
#include "wire.h"

/* True at every n-th call on this thread. */
static bool every(unsigned *count, unsigned n)
{
    return n != 0 && ++*count % n == 0;
}

/* Lets other threads run first at every n-th lock operation: legal at any
 * time, and enough to bring out many bugs that only a busy machine shows. */
static void stir(void)
{
    static _Thread_local unsigned operations;
    if (every(&operations, WIRE_SETTINGS->stir))
        sched_yield();
}

/* POSIX lets a wait for a condition return without a signal at any time. */
static bool spurious(void)
{
    static _Thread_local unsigned waits;
    return every(&waits, WIRE_SETTINGS->spurious);
}

/* --- threads ----------------------------------------------------------- */

int __wrap_pthread_create(pthread_t *id, const pthread_attr_t *attr,
                          void *(*start)(void *), void *arg)
{
    seen_thread();
    if (model_active())
        return model_create(id, attr, start, arg);
    return __real_pthread_create(id, attr, start, arg);
}

int __wrap_pthread_join(pthread_t id, void **result)
{
    return model_join(id, result) ? 0 : __real_pthread_join(id, result);
}

int __wrap_pthread_detach(pthread_t id)
{
    return model_detach(id) ? 0 : __real_pthread_detach(id);
}

void __wrap_pthread_exit(void *result)
{
    model_exit(result);
    __real_pthread_exit(result);
}

/* --- locks ------------------------------------------------------------- */

/* A wait that went on until its time was over was one for nothing. */
static int timed(int result, double start)
{
    if (result == ETIMEDOUT || (result == -1 && errno == ETIMEDOUT))
        model_nap_end(start);
    return result;
}

static int locked(int result, const void *lock)
{
    if (result == 0 && model_active())
        model_locked(lock);
    return result;
}

static void unlocking(const void *lock)
{
    if (model_active())
        model_unlocking(lock);
}

int __wrap_pthread_mutex_lock(pthread_mutex_t *m)
{
    caller_enter(CALLER);
    stir();
    return caller_leave(locked(__real_pthread_mutex_lock(m), m));
}

int __wrap_pthread_mutex_trylock(pthread_mutex_t *m)
{
    caller_enter(CALLER);
    stir();
    return caller_leave(locked(__real_pthread_mutex_trylock(m), m));
}

int __wrap_pthread_mutex_timedlock(pthread_mutex_t *m,
                                   const struct timespec *until)
{
    caller_enter(CALLER);
    stir();
    double start = model_nap_begin();
    return caller_leave(
        locked(timed(__real_pthread_mutex_timedlock(m, until), start), m));
}

int __wrap_pthread_mutex_clocklock(pthread_mutex_t *m, clockid_t clock,
                                   const struct timespec *until)
{
    caller_enter(CALLER);
    stir();
    double start = model_nap_begin();
    int result = __real_pthread_mutex_clocklock(m, clock, until);
    return caller_leave(locked(timed(result, start), m));
}

int __wrap_pthread_mutex_unlock(pthread_mutex_t *m)
{
    caller_enter(CALLER);
    unlocking(m);
    int result = __real_pthread_mutex_unlock(m);
    stir();
    return caller_leave(result);
}

/* Readers share the lock, so only writers are on the books. */
int __wrap_pthread_rwlock_wrlock(pthread_rwlock_t *l)
{
    caller_enter(CALLER);
    stir();
    return caller_leave(locked(__real_pthread_rwlock_wrlock(l), l));
}

int __wrap_pthread_rwlock_trywrlock(pthread_rwlock_t *l)
{
    caller_enter(CALLER);
    stir();
    return caller_leave(locked(__real_pthread_rwlock_trywrlock(l), l));
}

int __wrap_pthread_rwlock_timedwrlock(pthread_rwlock_t *l,
                                      const struct timespec *until)
{
    caller_enter(CALLER);
    stir();
    double start = model_nap_begin();
    return caller_leave(
        locked(timed(__real_pthread_rwlock_timedwrlock(l, until), start), l));
}

int __wrap_pthread_rwlock_clockwrlock(pthread_rwlock_t *l, clockid_t clock,
                                      const struct timespec *until)
{
    caller_enter(CALLER);
    stir();
    double start = model_nap_begin();
    int result = __real_pthread_rwlock_clockwrlock(l, clock, until);
    return caller_leave(locked(timed(result, start), l));
}

int __wrap_pthread_rwlock_rdlock(pthread_rwlock_t *l)
{
    caller_enter(CALLER);
    stir();
    return caller_leave(__real_pthread_rwlock_rdlock(l));
}

int __wrap_pthread_rwlock_timedrdlock(pthread_rwlock_t *l,
                                      const struct timespec *until)
{
    caller_enter(CALLER);
    stir();
    double start = model_nap_begin();
    return caller_leave(
        timed(__real_pthread_rwlock_timedrdlock(l, until), start));
}

int __wrap_pthread_rwlock_clockrdlock(pthread_rwlock_t *l, clockid_t clock,
                                      const struct timespec *until)
{
    caller_enter(CALLER);
    stir();
    double start = model_nap_begin();
    return caller_leave(
        timed(__real_pthread_rwlock_clockrdlock(l, clock, until), start));
}

int __wrap_pthread_rwlock_unlock(pthread_rwlock_t *l)
{
    caller_enter(CALLER);
    unlocking(l);
    int result = __real_pthread_rwlock_unlock(l);
    stir();
    return caller_leave(result);
}

int __wrap_pthread_spin_lock(pthread_spinlock_t *l)
{
    caller_enter(CALLER);
    stir();
    return caller_leave(locked(__real_pthread_spin_lock(l), (const void *)l));
}

int __wrap_pthread_spin_trylock(pthread_spinlock_t *l)
{
    caller_enter(CALLER);
    stir();
    return caller_leave(
        locked(__real_pthread_spin_trylock(l), (const void *)l));
}

int __wrap_pthread_spin_unlock(pthread_spinlock_t *l)
{
    caller_enter(CALLER);
    unlocking((const void *)l);
    return caller_leave(__real_pthread_spin_unlock(l));
}

/* --- conditions -------------------------------------------------------- */

/* The clock that the condition was made with. */
enum { UNSET = -1 };

static int wait_condition(pthread_cond_t *c, pthread_mutex_t *m,
                          clockid_t clock, const struct timespec *until)
{
    if (spurious()) {
        pthread_mutex_unlock(m);
        sched_yield();
        return pthread_mutex_lock(m);
    }
    unlocking(m);
    double start = model_nap_begin();
    int result = until == NULL ? __real_pthread_cond_wait(c, m)
                 : clock == UNSET
                     ? __real_pthread_cond_timedwait(c, m, until)
                     : __real_pthread_cond_clockwait(c, m, clock, until);
    timed(result, start);
    if (model_active()) {
        model_woken(c);
        model_locked(m);
    }
    return result;
}

int __wrap_pthread_cond_wait(pthread_cond_t *c, pthread_mutex_t *m)
{
    caller_enter(CALLER);
    return caller_leave(wait_condition(c, m, UNSET, NULL));
}

int __wrap_pthread_cond_timedwait(pthread_cond_t *c, pthread_mutex_t *m,
                                  const struct timespec *until)
{
    caller_enter(CALLER);
    return caller_leave(wait_condition(c, m, UNSET, until));
}

int __wrap_pthread_cond_clockwait(pthread_cond_t *c, pthread_mutex_t *m,
                                  clockid_t clock, const struct timespec *until)
{
    caller_enter(CALLER);
    return caller_leave(wait_condition(c, m, clock, until));
}

int __wrap_pthread_cond_signal(pthread_cond_t *c)
{
    if (model_active())
        model_signal(c);
    return __real_pthread_cond_signal(c);
}

int __wrap_pthread_cond_broadcast(pthread_cond_t *c)
{
    if (model_active())
        model_signal(c);
    return __real_pthread_cond_broadcast(c);
}

/* --- barriers ---------------------------------------------------------- */

/* How many threads each barrier is for; guarded by barriers_lock. */
static struct {
    const pthread_barrier_t *barrier;
    unsigned parties;
} barriers[64];
static pthread_mutex_t barriers_lock = PTHREAD_MUTEX_INITIALIZER;

static void note_parties(const pthread_barrier_t *b, unsigned parties)
{
    const size_t n = sizeof barriers / sizeof *barriers;
    static size_t next;
    __real_pthread_mutex_lock(&barriers_lock);
    size_t i = 0;
    while (i < n && barriers[i].barrier != b)
        i++;
    if (i == n)
        i = next++ % n;
    barriers[i].barrier = b;
    barriers[i].parties = parties;
    __real_pthread_mutex_unlock(&barriers_lock);
}

static unsigned parties_of(const pthread_barrier_t *b)
{
    unsigned parties = 0;
    __real_pthread_mutex_lock(&barriers_lock);
    for (size_t i = 0; i < sizeof barriers / sizeof *barriers; i++)
        if (barriers[i].barrier == b)
            parties = barriers[i].parties;
    __real_pthread_mutex_unlock(&barriers_lock);
    return parties;
}

int __wrap_pthread_barrier_init(pthread_barrier_t *b,
                                const pthread_barrierattr_t *attr,
                                unsigned parties)
{
    int result = __real_pthread_barrier_init(b, attr, parties);
    if (result == 0 && WIRE_SETTINGS->measure)
        note_parties(b, parties);
    return result;
}

int __wrap_pthread_barrier_wait(pthread_barrier_t *b)
{
    if (!model_active())
        return __real_pthread_barrier_wait(b);
    model_arrive(b, parties_of(b));
    int result = __real_pthread_barrier_wait(b);
    model_leave(b);
    return result;
}

/* --- semaphores -------------------------------------------------------- */

static int took(int result, const sem_t *s)
{
    if (result == 0 && model_active())
        model_took(s);
    return result;
}

int __wrap_sem_wait(sem_t *s)
{
    stir();
    return took(__real_sem_wait(s), s);
}

int __wrap_sem_trywait(sem_t *s)
{
    stir();
    return took(__real_sem_trywait(s), s);
}

int __wrap_sem_timedwait(sem_t *s, const struct timespec *until)
{
    stir();
    double start = model_nap_begin();
    return took(timed(__real_sem_timedwait(s, until), start), s);
}

int __wrap_sem_clockwait(sem_t *s, clockid_t clock,
                         const struct timespec *until)
{
    stir();
    double start = model_nap_begin();
    return took(timed(__real_sem_clockwait(s, clock, until), start), s);
}

int __wrap_sem_post(sem_t *s)
{
    if (model_active())
        model_post(s);
    return __real_sem_post(s);
}

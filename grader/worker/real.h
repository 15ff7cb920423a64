/*
 * real.h - the thread functions behind the wrappers of wrap.c.
 *
 * The linker option --wrap=f turns every call of f into a call of __wrap_f,
 * and __real_f into the f of the library.
 */
#ifndef PARCOURS_REAL_H
#define PARCOURS_REAL_H

#include <pthread.h>
#include <semaphore.h>
#include <time.h>

#define REAL(result, name, ...)        \
    result __real_##name(__VA_ARGS__); \
    result __wrap_##name(__VA_ARGS__)

#define real_pthread_create __real_pthread_create
#define real_pthread_join __real_pthread_join
#define real_pthread_detach __real_pthread_detach
#define real_pthread_mutex_lock __real_pthread_mutex_lock
#define real_pthread_mutex_unlock __real_pthread_mutex_unlock
#define real_sem_wait __real_sem_wait
#define real_sem_post __real_sem_post

REAL(int, pthread_create, pthread_t *, const pthread_attr_t *,
     void *(*)(void *), void *);
REAL(int, pthread_join, pthread_t, void **);
REAL(int, pthread_detach, pthread_t);
REAL(_Noreturn void, pthread_exit, void *);
REAL(int, pthread_mutex_lock, pthread_mutex_t *);
REAL(int, pthread_mutex_trylock, pthread_mutex_t *);
REAL(int, pthread_mutex_timedlock, pthread_mutex_t *, const struct timespec *);
REAL(int, pthread_mutex_clocklock, pthread_mutex_t *, clockid_t,
     const struct timespec *);
REAL(int, pthread_mutex_unlock, pthread_mutex_t *);
REAL(int, pthread_rwlock_wrlock, pthread_rwlock_t *);
REAL(int, pthread_rwlock_trywrlock, pthread_rwlock_t *);
REAL(int, pthread_rwlock_timedwrlock, pthread_rwlock_t *,
     const struct timespec *);
REAL(int, pthread_rwlock_clockwrlock, pthread_rwlock_t *, clockid_t,
     const struct timespec *);
REAL(int, pthread_rwlock_rdlock, pthread_rwlock_t *);
REAL(int, pthread_rwlock_timedrdlock, pthread_rwlock_t *,
     const struct timespec *);
REAL(int, pthread_rwlock_clockrdlock, pthread_rwlock_t *, clockid_t,
     const struct timespec *);
REAL(int, pthread_rwlock_unlock, pthread_rwlock_t *);
REAL(int, pthread_spin_lock, pthread_spinlock_t *);
REAL(int, pthread_spin_trylock, pthread_spinlock_t *);
REAL(int, pthread_spin_unlock, pthread_spinlock_t *);
REAL(int, pthread_cond_wait, pthread_cond_t *, pthread_mutex_t *);
REAL(int, pthread_cond_timedwait, pthread_cond_t *, pthread_mutex_t *,
     const struct timespec *);
REAL(int, pthread_cond_clockwait, pthread_cond_t *, pthread_mutex_t *,
     clockid_t, const struct timespec *);
REAL(int, pthread_cond_signal, pthread_cond_t *);
REAL(int, pthread_cond_broadcast, pthread_cond_t *);
REAL(int, pthread_barrier_init, pthread_barrier_t *,
     const pthread_barrierattr_t *, unsigned);
REAL(int, pthread_barrier_wait, pthread_barrier_t *);
REAL(int, sem_wait, sem_t *);
REAL(int, sem_trywait, sem_t *);
REAL(int, sem_timedwait, sem_t *, const struct timespec *);
REAL(int, sem_clockwait, sem_t *, clockid_t, const struct timespec *);
REAL(int, sem_post, sem_t *);

#endif

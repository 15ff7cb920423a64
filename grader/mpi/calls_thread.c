/* calls_thread.c - wrappers: threads, locks and what else orders them, of the
 * program itself. The linker sends its calls here (wrap.ld); see thread.h. */
#include <errno.h>
#include <malloc.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdint.h>
#include <stdlib.h>
#include <threads.h>

#include "access.h"
#include "shadow.h"
#include "thread.h"
#include "thread_life.h"

/* Declared, and defined as int __wrap_name. */
#define WRAP(name, parameters)    \
    int __wrap_##name parameters; \
    int __wrap_##name parameters

/* A call that gets the object, if it returns `good`; and one that gives it. */
#define TAKES(name, parameters, values, object, good) \
    WRAP(name, parameters)                            \
    {                                                 \
        int result = name values;                     \
        if (result == (good))                         \
            thread_acquire((const void *)(object));   \
        return result;                                \
    }
#define GIVES(name, parameters, values, object) \
    WRAP(name, parameters)                      \
    {                                           \
        thread_release((const void *)(object)); \
        return name values;                     \
    }
/* A lock that is given and taken again. */
#define LENDS(name, parameters, values, object) \
    WRAP(name, parameters)                      \
    {                                           \
        thread_release((const void *)(object)); \
        int result = name values;               \
        thread_acquire((const void *)(object)); \
        return result;                          \
    }

TAKES(pthread_mutex_lock, (pthread_mutex_t * at), (at), at, 0)
TAKES(pthread_mutex_trylock, (pthread_mutex_t * at), (at), at, 0)
TAKES(pthread_mutex_timedlock,
      (pthread_mutex_t * at, const struct timespec *until), (at, until), at, 0)
GIVES(pthread_mutex_unlock, (pthread_mutex_t * at), (at), at)
TAKES(pthread_rwlock_wrlock, (pthread_rwlock_t * at), (at), at, 0)
TAKES(pthread_rwlock_trywrlock, (pthread_rwlock_t * at), (at), at, 0)
TAKES(pthread_rwlock_rdlock, (pthread_rwlock_t * at), (at), at, 0)
TAKES(pthread_rwlock_tryrdlock, (pthread_rwlock_t * at), (at), at, 0)
GIVES(pthread_rwlock_unlock, (pthread_rwlock_t * at), (at), at)
TAKES(pthread_spin_lock, (pthread_spinlock_t * at), (at), at, 0)
TAKES(pthread_spin_trylock, (pthread_spinlock_t * at), (at), at, 0)
GIVES(pthread_spin_unlock, (pthread_spinlock_t * at), (at), at)
LENDS(pthread_cond_wait, (pthread_cond_t * at, pthread_mutex_t *mutex),
      (at, mutex), mutex)
LENDS(pthread_cond_timedwait,
      (pthread_cond_t * at, pthread_mutex_t *mutex,
       const struct timespec *until),
      (at, mutex, until), mutex)
LENDS(pthread_barrier_wait, (pthread_barrier_t * at), (at), at)
TAKES(sem_wait, (sem_t * at), (at), at, 0)
TAKES(sem_trywait, (sem_t * at), (at), at, 0)
TAKES(sem_timedwait, (sem_t * at, const struct timespec *until), (at, until),
      at, 0)
GIVES(sem_post, (sem_t * at), (at), at)
TAKES(mtx_lock, (mtx_t * at), (at), at, thrd_success)
TAKES(mtx_trylock, (mtx_t * at), (at), at, thrd_success)
TAKES(mtx_timedlock, (mtx_t * at, const struct timespec *until), (at, until),
      at, thrd_success)
GIVES(mtx_unlock, (mtx_t * at), (at), at)
LENDS(cnd_wait, (cnd_t * at, mtx_t *mutex), (at, mutex), mutex)
LENDS(cnd_timedwait, (cnd_t * at, mtx_t *mutex, const struct timespec *until),
      (at, mutex, until), mutex)

/* --- once ----------------------------------------------------------------- */

static _Thread_local struct {
    void (*routine)(void);
    const void *flag;
} once;

static void once_run(void)
{
    const void *flag = once.flag;
    once.routine();
    thread_release(flag);
}

WRAP(pthread_once, (pthread_once_t * at, void (*routine)(void)))
{
    once.routine = routine;
    once.flag = at;
    int result = pthread_once(at, once_run);
    thread_acquire(at);
    return result;
}

void __wrap_call_once(once_flag *at, void (*routine)(void));
void __wrap_call_once(once_flag *at, void (*routine)(void))
{
    once.routine = routine;
    once.flag = at;
    call_once(at, once_run);
    thread_acquire(at);
}

/* --- threads -------------------------------------------------------------- */

struct start {
    void *(*posix)(void *);
    thrd_start_t c11;
    void *argument;
    int number;
};

static void ended(void *unused)
{
    (void)unused;
    thread_end();
}

/* Also a thread that exits or is cancelled comes to its end. */
static void *begun(void *data)
{
    struct start start = *(struct start *)data;
    void *result = NULL;
    free(data);
    thread_begin(start.number);
    pthread_cleanup_push(ended, NULL);
    if (start.posix)
        result = start.posix(start.argument);
    else
        result = (void *)(intptr_t)start.c11(start.argument);
    pthread_cleanup_pop(1);
    return result;
}

static int begun_c11(void *data)
{
    return (int)(intptr_t)begun(data);
}

static struct start *start_of(struct start from)
{
    struct start *start = malloc(sizeof *start);
    if (!start)
        return NULL;
    *start = from;
    start->number = thread_fork();
    return start;
}

static void never_began(struct start *start)
{
    thread_never_began(start->number);
    free(start);
}

WRAP(pthread_create, (pthread_t * thread, const pthread_attr_t *attributes,
                      void *(*routine)(void *), void *argument))
{
    int detached = PTHREAD_CREATE_JOINABLE;
    struct start *start =
        start_of((struct start){.posix = routine, .argument = argument});
    if (!start)
        return EAGAIN;
    int number = start->number;
    int error = pthread_create(thread, attributes, begun, start);
    if (error != 0) {
        never_began(start);
        return error;
    }
    if (attributes)
        pthread_attr_getdetachstate(attributes, &detached);
    thread_begun(number, *thread, detached == PTHREAD_CREATE_DETACHED);
    return 0;
}

WRAP(pthread_join, (pthread_t thread, void **result))
{
    int error = pthread_join(thread, result);
    if (error == 0)
        thread_joined(thread);
    return error;
}

WRAP(pthread_detach, (pthread_t thread))
{
    thread_detached(thread);
    return pthread_detach(thread);
}

WRAP(thrd_create, (thrd_t * thread, thrd_start_t routine, void *argument))
{
    struct start *start =
        start_of((struct start){.c11 = routine, .argument = argument});
    if (!start)
        return thrd_nomem;
    int number = start->number;
    int result = thrd_create(thread, begun_c11, start);
    if (result != thrd_success) {
        never_began(start);
        return result;
    }
    thread_begun(number, *thread, false);
    return result;
}

WRAP(thrd_join, (thrd_t thread, int *value))
{
    int result = thrd_join(thread, value);
    if (result == thrd_success)
        thread_joined(thread);
    return result;
}

WRAP(thrd_detach, (thrd_t thread))
{
    thread_detached(thread);
    return thrd_detach(thread);
}

/* --- memory --------------------------------------------------------------- */

void __wrap_free(void *memory);
void __wrap_free(void *memory)
{
    if (memory)
        access_freed((uintptr_t)memory, malloc_usable_size(memory),
                     __builtin_return_address(0));
    free(memory);
}

/* Memory that is given out was perhaps another thread's before. */
static void *given_out(void *memory)
{
    if (thread_many && memory)
        shadow_forget(memory, malloc_usable_size(memory));
    return memory;
}

void *__wrap_malloc(size_t size);
void *__wrap_malloc(size_t size)
{
    return given_out(malloc(size));
}

void *__wrap_calloc(size_t count, size_t size);
void *__wrap_calloc(size_t count, size_t size)
{
    return given_out(calloc(count, size));
}

/* What lay in the old place is gone, if there is a new one. */
void *__wrap_realloc(void *memory, size_t size);
void *__wrap_realloc(void *memory, size_t size)
{
    size_t before = memory ? malloc_usable_size(memory) : 0;
    uintptr_t old = (uintptr_t)memory;
    void *now = realloc(memory, size);
    if (old == 0 || old == (uintptr_t)now || (!now && size > 0))
        return old == 0 ? given_out(now) : now;
    access_freed(old, before, __builtin_return_address(0));
    return given_out(now);
}

/* For the main of ranks (grader/worker/mpi), of which nothing is reported. */
void parcours_free(void *memory);
void parcours_free(void *memory)
{
    if (thread_many && memory)
        shadow_forget(memory, malloc_usable_size(memory));
    free(memory);
}

#include "thread.h"

#include <pthread.h>
#include <string.h>

#include "shadow.h"
#include "thread_life.h"

struct knowledge {
    uint32_t step[THREADS];
};

struct thread {
    bool used, detached, ended;
    pthread_t handle;
    struct knowledge knows;
};

/* A lock, an atomic variable and the like, and what it passes on. */
struct object {
    const void *at;
    struct knowledge knows;
};

enum { OBJECTS = 1 << 10 };

volatile bool thread_many;

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct thread threads[THREADS] = {{.used = true}};
static int alive = 1;
static struct object objects[OBJECTS];
static int object_count;

static _Thread_local int self = -1;

static __attribute__((constructor)) void thread_main(void)
{
    self = 0;
}

void thread_lock(void)
{
    pthread_mutex_lock(&lock);
}

void thread_unlock(void)
{
    pthread_mutex_unlock(&lock);
}

int thread_self(void)
{
    return self;
}

uint32_t thread_step(int thread)
{
    return threads[thread].knows.step[thread] + 1;
}

bool thread_knows(int me, int other, uint32_t step)
{
    return threads[me].knows.step[other] >= step;
}

static void learn(struct knowledge *to, const struct knowledge *from)
{
    for (int i = 0; i < THREADS; i++)
        if (from->step[i] > to->step[i])
            to->step[i] = from->step[i];
}

/* NULL when there is no room: then nobody can tell any more. */
static struct object *object_of(const void *at)
{
    for (int i = 0; i < object_count; i++)
        if (objects[i].at == at)
            return &objects[i];
    if (object_count == OBJECTS)
        return NULL;
    objects[object_count] = (struct object){.at = at};
    return &objects[object_count++];
}

void thread_release(const void *at)
{
    if (!thread_many || self < 0)
        return;
    thread_lock();
    struct object *object = object_of(at);
    threads[self].knows.step[self]++;
    if (object)
        learn(&object->knows, &threads[self].knows);
    else
        shadow_give_up();
    thread_unlock();
}

void thread_acquire(const void *at)
{
    if (!thread_many || self < 0)
        return;
    thread_lock();
    struct object *object = object_of(at);
    if (object)
        learn(&threads[self].knows, &object->knows);
    else
        shadow_give_up();
    thread_unlock();
}

/* --- begin and end, see thread_life.h ------------------------------------- */

int thread_fork(void)
{
    int child = -1;
    thread_lock();
    for (int i = 1; i < THREADS && self >= 0 && child < 0; i++)
        if (!threads[i].used)
            child = i;
    if (child > 0) {
        uint32_t before = threads[child].knows.step[child];
        threads[self].knows.step[self]++;
        threads[child] = (struct thread){.used = true};
        threads[child].knows = threads[self].knows;
        threads[child].knows.step[child] = before + 1;
        alive++;
        thread_many = true;
    } else {
        shadow_give_up();
    }
    thread_unlock();
    return child;
}

/* The last but one is gone: what they did is over, and known. */
static void gone(struct thread *thread)
{
    thread->used = false;
    if (--alive > 1)
        return;
    thread_many = false;
    object_count = 0;
    shadow_clear();
}

void thread_never_began(int child)
{
    thread_lock();
    if (child > 0 && child < THREADS)
        gone(&threads[child]);
    thread_unlock();
}

/* Its stack may have been another one's before. */
static void forget_stack(void)
{
    pthread_attr_t attributes;
    void *low;
    size_t size;
    if (pthread_getattr_np(pthread_self(), &attributes) != 0)
        return;
    if (pthread_attr_getstack(&attributes, &low, &size) == 0)
        shadow_forget(low, size);
    pthread_attr_destroy(&attributes);
}

void thread_begin(int number)
{
    self = number;
    if (number < 0)
        return;
    forget_stack();
}

void thread_begun(int number, pthread_t handle, bool detached)
{
    if (number < 0)
        return;
    thread_lock();
    struct thread *thread = &threads[number];
    thread->handle = handle;
    thread->detached = detached;
    if (detached && thread->ended)
        gone(thread);
    thread_unlock();
}

void thread_end(void)
{
    if (self < 0)
        return;
    thread_lock();
    struct thread *me = &threads[self];
    me->knows.step[self]++;
    me->ended = true;
    if (me->detached)
        gone(me);
    self = -1;
    thread_unlock();
}

static struct thread *thread_of(pthread_t handle)
{
    for (int i = 1; i < THREADS; i++)
        if (threads[i].used && pthread_equal(threads[i].handle, handle))
            return &threads[i];
    return NULL;
}

static void returned(struct thread *thread)
{
    if (self >= 0)
        learn(&threads[self].knows, &thread->knows);
    gone(thread);
}

void thread_joined(pthread_t handle)
{
    thread_lock();
    struct thread *thread = thread_of(handle);
    if (thread)
        returned(thread);
    thread_unlock();
}

void thread_returned(int number)
{
    thread_lock();
    if (number > 0 && number < THREADS)
        returned(&threads[number]);
    thread_unlock();
}

void thread_lose(void)
{
    thread_lock();
    shadow_give_up();
    thread_unlock();
}

void thread_detached(pthread_t handle)
{
    thread_lock();
    struct thread *thread = thread_of(handle);
    if (thread && thread->ended)
        gone(thread);
    else if (thread)
        thread->detached = true;
    thread_unlock();
}

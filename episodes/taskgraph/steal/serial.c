/*
 * serial.c - the same contract without threads: the code that speed-up is
 * measured against. It may be read, and it is not to be edited.
 */
#include <stdlib.h>

#include "steal.h"

/* Only the crew is timed. */
struct deque *deque_new(size_t capacity)
{
    (void)capacity;
    return NULL;
}

void deque_free(struct deque *d)
{
    (void)d;
}

bool deque_push(struct deque *d, void *item)
{
    (void)d;
    (void)item;
    return false;
}

void *deque_pop(struct deque *d)
{
    (void)d;
    return NULL;
}

void *deque_steal(struct deque *d)
{
    (void)d;
    return NULL;
}

void crew_run(unsigned threads, job_work *work, void *arg)
{
    (void)threads;
    work(NULL, arg);
}

void crew_spawn(struct worker *me, struct job *job, job_work *work, void *arg)
{
    (void)job;
    work(me, arg);
}

void crew_join(struct worker *me, struct job *job)
{
    (void)me;
    (void)job;
}

/*
 * model_parts.h - the model's clocks, for those who know more kinds of waiting
 * than pthreads have (openmp/).
 */
#ifndef PARCOURS_MODEL_PARTS_H
#define PARCOURS_MODEL_PARTS_H

#include <pthread.h>
#include <semaphore.h>
#include <stdbool.h>

/* Seconds since an arbitrary start; `signal` also follows signal edges. */
struct clock {
    double span, signal;
};

struct thread {
    pthread_t id;
    struct clock now;
    double read;  /* CPU time when `now` was last advanced by it */
    double wall;  /* time when model_lap last advanced it; 0: read CPU time */
    double ahead; /* by how much laps have advanced it since `read` */
    void *(*start)(void *);
    void *arg, *result;
    bool detached, joined;
    sem_t finished; /* posted when the learner's part of it is over */
    sem_t released; /* posted when it need not stay parked any longer */
    struct thread *next;
};

/* The books of the calling thread. */
struct thread *model_me(void);

/* Advances its clocks by the CPU time that it has used: a system call. */
struct thread *model_advance(void);

/* The same for short stretches, at 25 ns: by the wall clock, where so little
 * of it went by that the thread can hardly have lost its core. */
struct thread *model_lap(void);

/* A wait that is over: `a` goes on where `b` is if that is later. */
void model_join_clock(struct clock *a, const struct clock *b);

#endif

/*
 * model.h - the books of the work/span model: how fast could this code run
 * if it had a core for each thread?
 *
 * How it works.  Wall-clock time on a busy machine says little, CPU time of
 * a thread says much: it only counts while the thread really runs.  Every
 * thread has a virtual clock that advances by its CPU time.  Where a thread
 * must wait for another (join, barrier, semaphore, condition variable), its
 * clock jumps forward to the other's.  The latest clock at the end is the
 * span: the time that no number of cores can beat.  Mutexes are not edges,
 * because the order in which threads got them was an accident of this run;
 * but the total time for which one lock was held is a lower bound as well.
 *
 * Two spans are kept.  `span` follows creation, joins and barriers, whose
 * order is fixed by the program.  `span_signal` also follows semaphores and
 * condition variables, whose order may be an accident of this run.
 *
 * Threads that end during a measured call are parked until the next call, so
 * that the judge can read from the kernel how much each of them has run:
 * the learner's process shares memory with these books, but it cannot change
 * the kernel's.
 *
 * wrap.c calls the hooks, worker.c calls begin and end.
 */
#ifndef PARCOURS_MODEL_H
#define PARCOURS_MODEL_H

#include <pthread.h>
#include <stdbool.h>

struct wire_model;

/* Lets the threads go that were parked at the end of the last call. */
void model_release(void);

/* Starts the books of one call, on the thread that runs it. */
void model_begin(void);

/* Ends them, writes them to `books`; later events are not recorded. */
void model_end(struct wire_model *books);

/* True between begin and end. All hooks below do nothing outside. */
bool model_active(void);

/* OpenMP: a team was made; so many chunks or tasks went to whoever was free. */
void model_team(void);
void model_pieces(unsigned n);

/* A thread of the learner. Created here, joined and ended through these. */
int model_create(pthread_t *id, const pthread_attr_t *attr,
                 void *(*start)(void *), void *arg);
/* False if `id` was not created during this call: join it as usual. */
bool model_join(pthread_t id, void **result);
bool model_detach(pthread_t id);
/* Notes the result of a thread that ends itself. */
void model_exit(void *result);

/* After a lock was taken, before it is released. */
void model_locked(const void *lock);
void model_unlocking(const void *lock);

/* Before and after a wait at a barrier for `parties` threads. */
void model_arrive(const void *barrier, unsigned parties);
void model_leave(const void *barrier);

/* Around a sleep, or another wait that ends after a time: seconds in it are no
 * wish to run. The first gives what the second takes. */
double model_nap_begin(void);
void model_nap_end(double start);

/* Before a semaphore or condition is signalled, after a wait for it ended.
 * A semaphore that a thread waits for and then posts itself is a lock. */
void model_post(const void *semaphore);
void model_took(const void *semaphore);
void model_signal(const void *condition);
void model_woken(const void *condition);

#endif

/*
 * thread_life.h - threads begin and end. For the wrappers (calls_thread.c).
 */
#ifndef PARCOURS_MPI_THREAD_LIFE_H
#define PARCOURS_MPI_THREAD_LIFE_H

#include <pthread.h>
#include <stdbool.h>

/* Before a thread is started: its number, -1 when it cannot be watched. */
int thread_fork(void);
void thread_never_began(int number);
/* After it was started, by who has started it. */
void thread_begun(int number, pthread_t handle, bool detached);
/* There are threads that cannot be followed: nothing more is said. */
void thread_lose(void);
/* In the new thread: first, and last. */
void thread_begin(int number);
void thread_end(void);
/* After it was waited for; when it will not be. */
void thread_joined(pthread_t handle);
void thread_returned(int number);
void thread_detached(pthread_t handle);

#endif

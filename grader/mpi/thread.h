/*
 * thread.h - the threads of this rank, and what each knows of the others.
 *
 * Each thread counts its steps. By a lock, a barrier, a semaphore, an atomic
 * operation, by being started or waited for, one thread learns what another
 * has done by some step. Two accesses of different threads to the same memory,
 * of which one writes and neither is known to the other's thread, are a race
 * (shadow.h), whatever the order in which they happened to come.
 *
 * Only threads that the program itself starts count: calls of POSIX, C11 and
 * libgomp come here by the linker's --wrap (wrap.ld), those of MPICH do not. Of
 * tasks of OpenMP it cannot be told who runs them: where they are used, nothing
 * is said. A call of
 * MPI passes on what its thread knows to calls that end later; that may be
 * more than MPI promises, never less.
 */
#ifndef PARCOURS_MPI_THREAD_H
#define PARCOURS_MPI_THREAD_H

#include <stdbool.h>
#include <stdint.h>

enum { THREADS = 64 }; /* at one time; more are not watched */

/* Two threads or more of the program's are there: accesses count. */
extern volatile bool thread_many;

/* The number of the thread that calls, 0 for the main one; -1: not known. */
int thread_self(void);
uint32_t thread_step(int thread);
/* Whether the calling thread knows of that step of another one. */
bool thread_knows(int self, int other, uint32_t step);

/* Under this lock the tables of thread.c and shadow.c are used. */
void thread_lock(void);
void thread_unlock(void);

/* What this thread knows goes with the object, and the other way round. They
 * take the lock themselves. */
void thread_release(const void *object);
void thread_acquire(const void *object);

#endif

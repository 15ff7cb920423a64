/* Barriers of a block: what worker.c offers to barrier.c. */
#pragma once

#include "thread.h"

/* The present thread is held until the barrier of its block is released. */
void thread_hold(struct thread *thread);

/* All threads that are held can run again. */
void barrier_release(struct block *block);

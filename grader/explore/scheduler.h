/*
 * The scheduler: who runs next.
 *
 * Concurrency contract: only one logical thread runs at a time, and control
 * changes hands nowhere but in the functions below. What a caller does between
 * two of them is atomic.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "schedule.h"
#include "thread.h"

struct strategy;
struct stretches;

/* What the schedule came to, kept up to date while it runs. */
struct scheduler_log {
    struct schedule *schedule;   /* departures from the standard are added */
    struct stretches *stretches; /* NULL, or who ran for how long */
    uint32_t steps;
    uint32_t preemptions;
    uint32_t switches;
};

/* Sets up for a schedule of at most `limit` steps. */
void scheduler_begin(struct strategy *strategy, uint32_t limit,
                     struct scheduler_log *log);

/* Starts the first thread; the caller's place is saved in `explorer`. */
void scheduler_start(struct context *explorer, struct thread *first);

/* Abandons all logical threads: control returns from scheduler_start(). */
_Noreturn void scheduler_stop(void);

/* Enters a new or parked thread into the set of those that can run. */
void scheduler_enter(struct thread *thread);

/* The running thread. */
struct thread *scheduler_current(void);

/* The number of the present step. */
uint32_t scheduler_step(void);

/* A place where another thread may run first. */
void scheduler_point(uintptr_t pc);

/* The same, where the running thread would rather let others go. */
void scheduler_yield(uintptr_t pc);

/* Sleeps until a virtual time; how long others take meanwhile is open. */
void scheduler_sleep(uint64_t wake_time, uintptr_t pc);

/* Waits until wait->over(), a deadline or a spurious wake-up; returns which. */
enum wake scheduler_wait(struct wait *wait);

/* Which of `count` waiters is woken; 0 is the one that came first. */
unsigned scheduler_waiter(unsigned count, uintptr_t pc);

/* True if a call that may fail for no reason fails here. */
bool scheduler_failure(uintptr_t pc);

/*
 * The running thread has nothing to do until scheduler_enter() calls it back;
 * meanwhile it counts as ended.
 */
void scheduler_park(void);

/* The running thread has ended: runs the others and never comes back. */
_Noreturn void scheduler_leave(void);

/* Leaves the running thread for another one; for cores.h. */
void scheduler_go(struct thread *next);

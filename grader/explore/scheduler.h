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

struct scheduler_limits {
    uint32_t steps; /* a longer schedule is "too long" */
};

/* What the schedule came to, kept up to date while it runs. */
struct scheduler_log {
    struct schedule *schedule; /* departures from the standard are added */
    uint32_t steps;
    uint32_t preemptions;
    uint32_t switches;
};

/* Sets up for a schedule; the first thread is then started by the run. */
void scheduler_begin(struct strategy *strategy,
                     const struct scheduler_limits *limits,
                     struct scheduler_log *log);

/* Enters a new thread into the set of those that can run. */
void scheduler_enter(struct thread *thread);

/* The running thread. */
struct thread *scheduler_current(void);

/* Threads that have not ended. */
unsigned scheduler_live(void);

/* A place where another thread may run first. */
void scheduler_point(uintptr_t pc);

/* The same, where the running thread would rather let others go. */
void scheduler_yield(uintptr_t pc);

/* Sleeps until a virtual time; how long others take meanwhile is open. */
void scheduler_sleep(uint64_t wake_time, uintptr_t pc);

/* Waits until wait->over(), a deadline or a spurious wake-up; returns which. */
enum wake scheduler_wait(struct wait *wait);

/* Which of `count` outcomes a call has; 0 is the usual one. */
unsigned scheduler_outcome(unsigned count, uintptr_t pc);

/* The running thread has ended: runs the others and never comes back. */
_Noreturn void scheduler_leave(void);

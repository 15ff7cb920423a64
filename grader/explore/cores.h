/*
 * Virtual cores: the scheduler of a run in virtual time.
 *
 * How it works. Every thread has a clock. The one whose clock is behind all
 * others runs, until it is no longer behind; so what happens, happens in the
 * order of time. Accesses to lines that cores do not take from each other need
 * no such order, and there a thread may run ahead by SLACK. A thread that waits
 * leaves its core to the next in the queue; what others did that lets it go on
 * is looked for whenever a thread enters the runtime after a step that may have
 * been such. A lock that is given back is free for all: the thread that is
 * woken for it may find it taken again, as with the mutexes of glibc.
 *
 * Concurrency contract: that of scheduler.h, whose functions come here while
 * cores_on. Clocks are in picoseconds.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "costs.h"
#include "finding.h"
#include "thread.h"

struct object;

/* True while the present run is one in virtual time. */
extern bool cores_on;

/* Sets up `count` idle cores; costs.h must be filled. 0: no virtual time. */
void cores_begin(unsigned count, uint64_t steps);

/* ---- what the scheduler leaves to this file ---- */

/* A new thread wants a core. */
void cores_enter(struct thread *thread);
/* A step that others may see, or wait for. */
void cores_point(void);
void cores_yield(void);
void cores_sleep(uint64_t wake_time); /* virtual nanoseconds */
enum wake cores_wait(struct wait *wait);
_Noreturn void cores_leave(void);

/* ---- what takes time ---- */

/* An access to memory. */
void cores_access(uintptr_t address, size_t size, enum access_kind access);

void cores_charge_always(enum cost cost);

/* Something that takes a fixed time. */
static inline void cores_charge(enum cost cost)
{
    if (cores_on)
        cores_charge_always(cost);
}

/* A stretch of code of so many bytes. */
void cores_run_code(unsigned bytes);

/* An operation on a lock or the like: its line, and a fixed time. */
void cores_operate(const struct object *object, enum cost cost);

/* ---- what the report wants to know ---- */

unsigned cores_count(void);
uint64_t cores_now(void);
uint64_t cores_work(void); /* of all cores until now */
uint64_t cores_steps(void);

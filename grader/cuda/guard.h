/* Signals: bad addresses, full stacks, programs that do not end. */
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "thread.h"

/* The last access of the host and of a kernel; for reports. */
extern uintptr_t guard_host_pc, guard_kernel_pc;

void guard_prepare(void);

/* Instead of the time that is given, this signal ends the program, with where
 * it is. */
void guard_ask(int signal);

/* The present thread of the operating system gets a stack for signals. */
void guard_thread(void);

/* A stack with an inaccessible page below it. */
char *guard_stack(size_t size);

/* No thread of the worker can run. */
_Noreturn void guard_deadlock(struct worker *worker);

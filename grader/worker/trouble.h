/*
 * trouble.h - the worker says where it was when it was hit.
 *
 * On a fatal signal, on a system call that the jail forbids, and when the
 * judge asks with SIGUSR1, the thread in question writes to the log:
 *
 *     @signal 11 4711        signal number, kernel thread id
 *     @syscall 57            only with SIGSYS: what was forbidden
 *     @at 0x1234             offsets into the program, innermost first
 *     @at 0x1310
 *     @end
 *
 * These lines only explain; no verdict depends on them.
 */
#ifndef PARCOURS_TROUBLE_H
#define PARCOURS_TROUBLE_H

#include <stdint.h>

/* Installs the handlers; reports go to descriptor `log`. */
void trouble_init(int log);

/* Writes "@ran 1310 2a": the code behind this place of the program ran 42
 * times; and "@threads 4": so many were started. */
void trouble_ran(uintptr_t pc, unsigned long times);
void trouble_threads(unsigned long number);

/* Writes "@done" and the number of the command to quit: the worker got to its
 * end in good order, and nobody could say so before. */
void trouble_done(uint64_t number);

#endif

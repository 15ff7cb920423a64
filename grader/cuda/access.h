/* Accesses to memory, by CUDA threads, by the host and by copies. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * All checks of a range that an operation reads, for a copy to `to`, or writes,
 * if that is 0. `what` names the call. False, with a finding, if it does not
 * lie in one allocation.
 */
bool access_operation(uint32_t operation, uintptr_t address, size_t size,
                      uintptr_t to, const char *what, uintptr_t pc);

struct thread;
struct worker;

/* To be called when a thread stops: has its last store been one that counts? */
void access_settle(struct worker *me);

/* At its end: has it only guessed? */
void access_guessed(struct thread *thread);

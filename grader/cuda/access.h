/* Accesses to memory, by CUDA threads, by the host and by copies. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * All checks of a range that an operation reads or writes. `what` names the
 * call. False, with a finding, if it does not lie in one allocation.
 */
bool access_operation(uint32_t operation, uintptr_t address, size_t size,
                      bool write, const char *what, uintptr_t pc);

/* pthread_once() and call_once(). */
#pragma once

#include <stdint.h>

/* Calls `routine` unless it was called for this control before. */
void once_call(const volatile void *control, void (*routine)(void),
               uintptr_t pc);

/* Nobody gets any further: says who waits for whom, and who spins where. */
#pragma once

#include <stdint.h>

/* Ends the run: no thread can go on. A deadlock or a lost wake-up. */
_Noreturn void deadlock_found(void);

/* Ends the run: threads go on, but nothing changes any more. */
_Noreturn void livelock_found(uintptr_t pc);

/* Nobody can go on: says who waits for whom. */
#pragma once

/* Ends the run with a deadlock or a lost wake-up. */
_Noreturn void deadlock_found(void);

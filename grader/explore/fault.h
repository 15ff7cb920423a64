/*
 * Signals that the explored code causes: bad addresses, division by zero, a
 * stack that is too small, a loop that never calls the runtime.
 */
#pragma once

/* Installs the handlers and starts the watch over loops; called once. */
void fault_prepare(void);

/* Puts everything back. */
void fault_clear(void);

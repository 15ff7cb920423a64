/* seen.h - how often each stretch of the code has run, where the compiler was
 * told to count (-fsanitize-coverage=trace-pc). */
#ifndef PARCOURS_WORKER_SEEN_H
#define PARCOURS_WORKER_SEEN_H

#include <stdint.h>

void seen_thread(void);

/* Calls `tell` for each stretch that has run, with the address it begins at. */
void seen_each(void (*tell)(uintptr_t pc, unsigned long times));
unsigned long seen_threads(void);

#endif

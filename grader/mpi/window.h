/*
 * window.h - windows for one-sided communication: epochs and conflicts.
 */
#ifndef PARCOURS_MPI_WINDOW_H
#define PARCOURS_MPI_WINDOW_H

#include "layer.h"

extern volatile int window_count; /* live windows with memory of ours */

/* Whether the lock or exposure that the item waits for is there. */
bool window_satisfied(const struct item *item);
/* An access of the program's own code, perhaps to a window's memory. */
void window_access(const void *address, int64_t size, bool writes, void *from);
void window_report_leaks(void);

#endif

/*
 * touch.h - accesses to window memory, kept on the board until every rank
 * knows that they are complete, and what conflicts with what.
 */
#ifndef PARCOURS_MPI_TOUCH_H
#define PARCOURS_MPI_TOUCH_H

#include "board.h"

/* Compares with all that is there, reports a conflict, keeps it. */
void touch_add(const struct touch *touch, const char *call);
/* The same for a load or store of the window's owner; cheap when repeated. */
void touch_add_local(const struct touch *touch);
/* The values that this rank's calls have asked for are here; or all of them is
 * complete. What was fetched counts from the next access on. */
void touch_fetched(uint64_t window, int origin, int target);
void touch_complete(uint64_t window, int origin, int target);
/* The request of an access that is complete at the target, too (MPI_Rget). */
void touch_returned(const void *request);
/* The window is freed. */
void touch_forget(uint64_t window, int target);

#endif

/*
 * batch_parts.h - what grading here and on a cluster share.
 */
#ifndef PARCOURS_BATCH_PARTS_H
#define PARCOURS_BATCH_PARTS_H

#include "../gradebook/gradebook.h"
#include "batch.h"

/* Ends the grader if the gradebook cannot be opened. */
struct gradebook *batch_open(const struct batch *batch);

/* Ends the grader with the gradebook's error unless `good`. */
void batch_must(const struct gradebook *book, const struct batch *batch,
                bool good);

/* Until this process ends, no other grades with the gradebook; ends the
 * grader if one does. */
void batch_lock(const struct batch *batch);

/* True if the submission is one that was asked for. */
bool batch_wants(const struct batch *batch, const struct gradebook_task *task);

#endif

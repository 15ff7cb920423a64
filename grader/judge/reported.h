/*
 * reported.h - what a worker found out while the learner's code ran in it.
 *
 * The learner's code can write to the log as well. So the report is asked for
 * afterwards, when none of that code runs any more, and carries the number of
 * the command that asks: what lay in the log before cannot have known it.
 */
#ifndef PARCOURS_REPORTED_H
#define PARCOURS_REPORTED_H

#include <jansson.h>

#include "subject.h"

/* The report on the last WIRE_OP_EXPLORE or WIRE_OP_VIRTUAL of the worker, to
 * be given back with json_decref. Ends the test if there is none, or if it has
 * not the form (form.h). */
json_t *reported(struct subject *subject, bool (*has_form)(const json_t *));

#endif

/*
 * form.h - reports of the explorer, as a worker gives them: in the process of
 * the learner's code. No more of their form is taken for granted than what has
 * been checked here. Pure.
 */
#ifndef PARCOURS_FORM_H
#define PARCOURS_FORM_H

#include <jansson.h>
#include <stdbool.h>

#include "../cause.h"

/*
 * True of what the explorer prints (other members are left alone):
 *
 *   search  {"schedules": n, "exhausted": b, "not_judged": null | "why",
 *            "findings": [{"kind": a known one, "schedule": "", ...}, ...]}
 *   timing  {"not_timed": null | "why", "timings": [{"time": t, ...}, ...]},
 *           with at least one unless it says why not
 */
bool form_is_search(const json_t *report);
bool form_is_timing(const json_t *report);

/* Of a search: the finding to name first, NULL if there is none; the cause of
 * one. */
const json_t *form_first(const json_t *search);
enum cause form_cause(const json_t *finding);

/* The same kind of finding in the replay of its schedule; NULL if it is not
 * there. The steps mark each finding of the run; "mark" is set to the mark of
 * this one. */
json_t *form_again(const json_t *replay, const json_t *finding);

/* A word of a report, "" if it is not there. */
const char *form_word(const json_t *object, const char *key);

#endif

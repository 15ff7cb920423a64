/*
 * nearest.h - "did you mean": names that come close to a mistyped one.
 */
#ifndef PARCOURS_NEAREST_H
#define PARCOURS_NEAREST_H

#include <stddef.h>

/* Edits (insert, delete, replace, swap neighbours) from one word to the
 * other: the Damerau-Levenshtein distance in its restricted form. Words are
 * compared up to their 31st character. */
unsigned nearest_distance(const char *a, const char *b);

/* Ends the grader as a usage error: there is no such episode, exercise, ...;
 * names the closest ones, or all. `names` ends in NULL. */
_Noreturn void nearest_die(const char *noun, const char *name,
                           const char *const *names);

#endif

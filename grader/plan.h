/*
 * plan.h - what will be done to judge an exercise, and why.  Pure.
 */
#ifndef PARCOURS_PLAN_H
#define PARCOURS_PLAN_H

#include <stdbool.h>
#include <stddef.h>

#include "exercise.h"
#include "flavour.h"

/* One run of the judge. */
struct step {
    size_t check;         /* index into the exercise's checks */
    enum flavour flavour; /* of the learner's worker */
    bool last;            /* only if nothing has failed so far */
    const char *why;
};

enum { PLAN_STEPS = EXERCISE_CHECKS * 4 };

struct plan {
    enum tool tools;
    bool worker[FLAVOURS];  /* flavours to build */
    bool serial, reference; /* programs of ours to build */
    struct step steps[PLAN_STEPS];
    size_t count;
};

/* `tools` 0 means those that the exercise names; OpenMP has no choice.
 * `compare`: what ThreadSanitizer watches is also run without it, and with it
 * as the compiler optimises it. */
struct plan plan_make(const struct exercise *exercise, enum tool tools,
                      bool compare);

#endif

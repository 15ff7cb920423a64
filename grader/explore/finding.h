/*
 * What one schedule showed to be wrong.
 *
 * Recording is cheap, because half of all schedules may show something: only
 * addresses are kept. The words are made when the schedule is replayed for the
 * report (run_options.explain), while the state they describe still stands.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "explore.h"

#define FINDING_TEXT 2000

enum access_kind { /* bit 0: writes; bit 1: atomic */
                   ACCESS_READ = 0,
                   ACCESS_WRITE = 1,
                   ACCESS_ATOMIC_READ = 2,
                   ACCESS_ATOMIC_WRITE = 3
};

struct finding_side {
    uintptr_t pc;
    unsigned thread;
    enum access_kind access;
};

struct finding {
    enum explore_kind kind;
    uint32_t step; /* where it became visible */
    uintptr_t address;
    size_t size;
    struct finding_side side[2]; /* [0] is the one that came last */
    char text[FINDING_TEXT];     /* empty unless explained */
};

/* True if both are the same mistake of the program. */
bool finding_same(const struct finding *a, const struct finding *b);

/* What a kind is called in a sentence and in JSON. */
const char *finding_title(enum explore_kind kind);
const char *finding_slug(enum explore_kind kind);

/*
 * The simplest schedule that shows the same mistake.
 *
 * How it works. First all schedules with no preemption at all are tried, then
 * those with one, then two, each up to a number of steps; the first that shows
 * the mistake has the fewest preemptions there are. If that finds nothing, the
 * failing schedule is cut into stretches of one thread, and stretches are left
 * out as long as the mistake still shows.
 */
#pragma once

#include <stdbool.h>

#include "run.h"

struct minimised {
    struct schedule schedule;
    unsigned preemptions;
    bool fewest; /* proved: no schedule with fewer shows the mistake */
};

/*
 * Replaces `minimised->schedule`, which shows `finding`, by a simpler one and
 * fills in the rest. `scratch` is used for the runs.
 */
void minimise(const struct run_program *program, uint32_t steps,
              const struct finding *finding, struct minimised *minimised,
              struct run_result *scratch);

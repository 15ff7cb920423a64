/*
 * OpenMP: settings that the program, its environment or the schedule make.
 *
 * What neither the program nor OMP_NUM_THREADS, OMP_SCHEDULE and
 * OMP_MAX_ACTIVE_LEVELS fix is chosen by the schedule when it is first needed,
 * and stays so until its end.
 */
#pragma once

#include <stdint.h>

enum loop_kind { LOOP_STATIC = 1, LOOP_DYNAMIC, LOOP_GUIDED, LOOP_AUTO };

struct loop_schedule {
    enum loop_kind kind; /* as in omp_sched_t */
    uint64_t chunk;      /* 0: not given */
};

/* Forgets all settings; called at the start of a run. */
void settings_reset(void);

/* How many threads a region gets here; `wanted` is 0 if it does not say. */
unsigned settings_team_size(unsigned wanted, uintptr_t pc);

/* Threads of a region that does not say how many. */
unsigned settings_threads(uintptr_t pc);
void settings_set_threads(int size);

/* How many nested regions may have more than one thread. */
unsigned settings_levels(uintptr_t pc);
void settings_set_levels(int levels);

/* What schedule(runtime) means. */
struct loop_schedule settings_schedule(uintptr_t pc);
void settings_set_schedule(struct loop_schedule schedule);

/*
 * OpenMP: teams regions, and target regions on the host.
 *
 * The teams of a league run one after the other on the thread that meets the
 * region, each as a strand of its own: nothing orders two of them. They have
 * critical regions and locks for themselves.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#define MOST_TEAMS 8u

/* Number of the team that runs, and of those in its league. */
unsigned league_number(void);
unsigned league_size(void);

/* Forgets the league; called at the start of a run. */
void league_reset(void);

/* Goes on to the next team, or the first; false when all have run. */
bool league_next(bool first, unsigned wanted, uintptr_t pc);

/* A target region runs: body(data), from whose frame on the stack is its own.
 */
void league_target(void (*body)(void *), void *data);

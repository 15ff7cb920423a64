/*
 * A schedule: where a run departs from the standard choice.
 *
 * Every place where something could happen otherwise is a step, numbered from
 * 1. At most steps the standard is chosen: the thread that runs goes on, the
 * first waiter is woken. A schedule lists the steps that chose otherwise, so
 * one that needs few preemptions is a short string:
 *
 *     12:2,15:1/40   at step 12 go on with thread 2, at step 15 with thread 1;
 *                    the run has 40 steps
 *
 * The number of steps shows whether a string belongs to a program at all.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct turn {
    uint32_t step;
    uint32_t option; /* thread to run; or number of the waiter to wake, ... */
};

struct schedule {
    struct turn *turns; /* ascending by step */
    size_t count;
    size_t room;
    uint32_t steps; /* length of the run */
};

void schedule_init(struct schedule *schedule);
void schedule_clear(struct schedule *schedule);

/* Forgets the turns, keeps the memory. */
void schedule_restart(struct schedule *schedule);

/* Appends a turn; steps must ascend. */
void schedule_add(struct schedule *schedule, uint32_t step, uint32_t option);

void schedule_copy(struct schedule *to, const struct schedule *from);

/* Returns the string form; the caller frees it. */
char *schedule_format(const struct schedule *schedule);

/* Reads the string form. On failure returns false and `*error` says why. */
bool schedule_parse(struct schedule *schedule, const char *text,
                    const char **error);

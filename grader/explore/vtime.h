/*
 * Virtual time of a schedule, in nanoseconds.
 *
 * It stands still while threads run and jumps when a sleep or a deadline is
 * over. Reading the clock moves it a little, more with every reading, so that
 * a loop that waits for time to pass comes to an end. In a run on virtual
 * cores (cores.h) it is the clock of the running thread instead.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>
#include <time.h>

void vtime_reset(void);

/* Nanoseconds since the schedule began; does not move the clock. */
uint64_t vtime_now(void);

/* Has a clock been read in this run? */
bool vtime_was_read(void);

/* Moves the clock forward to `time`, never back. */
void vtime_advance(uint64_t time);

/* Reads a clock of POSIX as the program would. */
struct timespec vtime_read(clockid_t clock);

/* When a deadline given on a clock of POSIX passes, as virtual nanoseconds. */
uint64_t vtime_deadline(clockid_t clock, const struct timespec *deadline);

/* The virtual time that lies `length` ahead. */
uint64_t vtime_after(const struct timespec *length);

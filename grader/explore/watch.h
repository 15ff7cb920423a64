/*
 * Telling a livelock from a long computation.
 *
 * How it works. When a schedule has become suspiciously long, every access is
 * looked at: a value that its place has not held before is progress, and so is
 * a place that has not been read before. So are a new thread, the end of one,
 * a barrier that opens, and a reading of the clock. If all threads have had
 * their turn, again and again, and nothing of this has happened for some
 * thousand steps, then nothing ever will: the threads are spinning. What has
 * been seen is forgotten when it is much, so that long computations, but not
 * loops that spin, always find something new.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* How many steps without progress are too many; at least 8000. */
void watch_set_patience(uint32_t steps);

/* A replay gives up at this step, if at all: a loop that ended in the search
 * ends again. 0: as in a search. */
void watch_set_end(uint32_t step);

/* Starts to look, at the given step. */
void watch_start(uint32_t step);
void watch_stop(void);
bool watch_on(void);

/* Something happened that cannot go on for ever. */
void watch_progress(void);

/* The address is about to be read. */
void watch_read(uintptr_t address);

/* `size` bytes at `address` have just been written. */
void watch_write(uintptr_t address, size_t size);

/* True if there has been no progress for too long. */
bool watch_is_stuck(uint32_t step);

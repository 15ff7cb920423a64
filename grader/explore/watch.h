/*
 * Telling a livelock from a long computation.
 *
 * How it works. When a schedule has become suspiciously long, every write is
 * looked at: a value that its place has not held before is progress. So are a
 * new thread, the end of one, and a reading of the clock. If all threads have
 * had their turn, again and again, and nothing of this has happened for
 * WATCH_PATIENCE steps, then nothing ever will: the threads are spinning.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define WATCH_PATIENCE 8000

/* Starts to look, at the given step. */
void watch_start(uint32_t step);
void watch_stop(void);
bool watch_on(void);

/* Something happened that cannot go on for ever. */
void watch_progress(void);

/* `size` bytes at `address` have just been written. */
void watch_write(uintptr_t address, size_t size);

/* True if there has been no progress for too long. */
bool watch_is_stuck(uint32_t step);

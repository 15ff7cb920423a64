/*
 * doubt.h - values that a shuffle takes from lanes which its mask leaves out.
 *
 * Such a value is undefined, and mostly nobody uses it: a tree of
 * __shfl_down_sync() takes some in its upper lanes. Whether it matters is found
 * by doing it twice: the command runs the same schedule with another value in
 * its place (settings.undefined), and compares what the host has got.
 */
#pragma once

#include <stddef.h>

#include "thread.h"

/* That happened to this lane. */
void doubt_lane(const struct thread *thread, int source);

/* The host gets these bytes of the device. */
void doubt_outcome(const void *bytes, size_t size);

/* At the end of the program: says so to the command, if it happened. */
void doubt_end(void);

#pragma once

#include <stddef.h>

struct findings;
struct tool_state;

/*
 * Read the log that ThreadSanitizer of gcc 12 or clang 14 wrote, and add what
 * it reports to the findings. Any bytes are safe to give.
 *
 * A run without a finding leaves an empty log, so an empty log proves nothing:
 * the worker should write a line of its own to the log when its work is done.
 * ran_to_end tells whether that end_marker stands alone on a line, no report
 * breaks off, and the tool did not fail. With end_marker NULL the first
 * condition is left out.
 */
void tsan_parse(const char *log, size_t length, const char *end_marker,
                struct findings *findings, struct tool_state *state);

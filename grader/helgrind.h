#pragma once

#include <stddef.h>

struct findings;
struct tool_state;

/*
 * Read the XML that "valgrind --tool=helgrind --xml=yes" (3.19) wrote, and add
 * what it reports to the findings. Any bytes are safe to give. ran_to_end
 * tells whether Helgrind wrote that it finished and closed the document; if
 * not, failure says where the log breaks off.
 *
 * Thread numbers are those of ThreadSanitizer: Helgrind's thread #1 is 0. The
 * XML names variables better with --read-var-info=yes, sees a free only with
 * --free-is-write=yes, and never says which locks are held.
 */
void helgrind_parse(const char *log, size_t length, struct findings *findings,
                    struct tool_state *state);

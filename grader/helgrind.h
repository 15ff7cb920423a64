#pragma once

#include <stdbool.h>
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

/* Why Helgrind's word counts for nothing on a program. */
struct helgrind_blind {
    unsigned line;   /* of the first such word, from 1 on */
    char word[48];   /* "atomic_fetch_add" */
    char reason[96]; /* a sentence for the learner */
};

/*
 * Whether the source text uses what Helgrind does not understand: C11 atomics,
 * the compiler's atomic built-ins, pthread_once, call_once or assembler.
 * Comments and literals do not count. The text is the learner's own file,
 * before the preprocessor.
 */
bool helgrind_blind(const char *source, size_t length,
                    struct helgrind_blind *blind);

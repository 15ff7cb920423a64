/*
 * policy.h - what a submission may not contain: ways to keep the race
 * detectors from looking.  Pure: works on the text after the preprocessor
 * and on the list of symbols.
 */
#ifndef PARCOURS_POLICY_H
#define PARCOURS_POLICY_H

#include <stdbool.h>

struct policy {
    bool refused;
    unsigned refused_line; /* of the learner's file; 0: not known */
    char refusal[200];     /* a sentence */

    unsigned asm_line; /* assembler that detectors do not see through; 0: none */
};

/* `plain` and `tsan` are the same file after the preprocessor without and
 * with -fsanitize=thread, `symbols` as nm -P lists them, `file` the path that
 * the compiler was given. */
struct policy policy_check(const char *plain, const char *tsan,
                           const char *symbols, const char *file);

#endif

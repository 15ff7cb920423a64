/*
 * policy.h - what a submission may not contain: ways to keep the race
 * detectors from looking, and ways to take in what is not its own.  Pure:
 * works on the source, on the text after the preprocessor and on the list
 * of symbols.
 */
#ifndef PARCOURS_POLICY_H
#define PARCOURS_POLICY_H

#include <stdbool.h>
#include <stddef.h>

struct policy {
    bool refused;
    unsigned refused_line; /* of the learner's file; 0: not known */
    char refusal[200];     /* a sentence */

    unsigned asm_line; /* assembler, or what stands for an instruction, that
                          detectors do not see through; 0: none */
};

/*
 * Reads the file as it was written, before any compiler sees it: it may take
 * in headers of the system and of the exercise, and nothing else (a compiler
 * would read a hidden solution, print a file of the system in a message, or
 * wait on a pipe). In C++ a quote may stand in a number: 1'000.
 */
struct policy policy_read(const char *source, size_t length, bool cplusplus);

/* `plain` and `tsan` are the same file after the preprocessor without and
 * with -fsanitize=thread, `file` the path that the compiler was given,
 * `forbids` what this exercise does not want to see, NULL-terminated: names,
 * and beginnings of names that end in "*". Here and below, NULL for a text or
 * list stands for one that is too long to be looked through, which is refused.
 * The checks come in this order: what is seen in the text has a line, and who
 * reads symbols may be deceived by sections. */
void policy_check_texts(struct policy *policy, const char *plain,
                        const char *tsan, const char *file,
                        char *const *forbids);

/* `sections` as readelf -SsW lists them, with symbols: none may have code in it
 * that runs before or after the calls, or that nobody sees, such as numbers
 * where code is, whoever put it there (an attribute, assembler). */
void policy_check_sections(struct policy *policy, const char *sections,
                           bool cplusplus);

/* `symbols` as nm -P lists them, `forbids` as above. */
void policy_check_symbols(struct policy *policy, const char *symbols,
                          char *const *forbids);

/* Ranks talk to each other by MPI alone: no files, pipes, shared memory or
 * processes of their own, whose traffic nobody would count. */
void policy_check_ranks(struct policy *policy, const char *symbols);

/* Kernels do not speak to the emulator but by CUDA's own functions. These are
 * the symbols of an object that is watched already, which policy_check_symbols
 * would take amiss. */
void policy_check_kernels(struct policy *policy, const char *symbols);

#endif

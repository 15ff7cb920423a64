/* From a C file to a program that explores itself. */
#pragma once

#include <stdbool.h>

struct build {
    const char *compiler; /* "clang"; "gcc", which tells of more accesses, by
                             the plugin beside the library's directory */
    const char *library;  /* directory of libexplore.a and names.map */
    const char *source;
    const char *optimise; /* "-O0" */
    bool openmp;          /* compile for OpenMP */
    bool simd;            /* it has simd loops, see simd.h */
    bool coverage; /* call out for every stretch of code, for virtual time */
    char *const *flags; /* further flags for the compiler; NULL-terminated */
};

enum build_outcome {
    BUILD_DONE,
    BUILD_REJECTED, /* the compiler or linker does not accept the program */
    BUILD_FAILED    /* a tool is missing; a message was printed */
};

/*
 * Builds `program`, a path; the object, and the source if it has to be
 * changed, are put next to it, as program.o and program.c. Messages of the
 * compiler go to standard error.
 */
enum build_outcome build_program(const struct build *build,
                                 const char *program);

/* Runs a command and waits; returns its exit status, or -1 if none. */
int build_run(char *const *command);

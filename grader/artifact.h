/*
 * artifact.h - compile and link what a plan needs.
 *
 * Every object and program is kept in build/cache under a name that hashes
 * its command line, its source, all headers it can see, and the compiler, so
 * nothing is built twice and two graders in one tree do not disturb each
 * other.
 */
#ifndef PARCOURS_ARTIFACT_H
#define PARCOURS_ARTIFACT_H

#include <stdbool.h>

#include "exercise.h"
#include "flavour.h"
#include "text.h"

/* What ranks under MPICH are watched by; the Makefile builds it. */
#define ARTIFACT_LAYER "build/mpi/libparcoursmpi.so"

/* What to build. */
struct order {
    const struct exercise *exercise;
    const char *submission; /* path of the learner's file */
    bool worker[FLAVOURS];
    bool judge;
    bool serial, reference; /* plain workers of our own; a serial one in
                               virtual time goes with worker[FLAVOUR_VIRTUAL] */
    bool debug;             /* suite and submission in one program */
    bool replay;            /* the same, for one schedule of the explorer */
    bool watched;           /* the same, with kernels on a GPU */
    bool texts; /* the submission after the preprocessor, for policy.h */
};

struct artifacts {
    /* Paths of programs, NULL where not built. */
    char *worker[FLAVOURS];
    char *source; /* the submission that was built */
    char *judge, *serial, *virtual_serial, *reference, *debug, *replay;
    char *watched;

    /* The learner's file, if it did not build. */
    bool failed;
    bool lacks;    /* it may be right: the emulator lacks what it uses */
    char *message; /* the first error, as the compiler says it */
    unsigned line; /* 0: the linker says it */
    char *no_mini; /* MPICH has built it, the mini-MPI lacks what it uses:
                      there is no worker that counts; or NULL */
    unsigned no_mini_line;
    char *note;     /* about a file that did build, to be added; or NULL */
    char *warnings; /* of a file that did build, ready to print */
    unsigned nwarnings;

    /* The learner's file as the compiler sees it, without and with the
     * sanitizer, with line markers; its symbols as nm lists them, and its
     * sections as readelf does, with their symbols. NULL: longer than is kept,
     * or cannot be read.
     */
    bool looked_at; /* else they are not there either */
    char *plain_text, *tsan_text, *symbols, *sections;
    double seconds; /* spent in compilers */
};

/* Builds an order. What fails of the learner's is data; what fails of ours,
 * a missing compiler or a full disk end the grader. */
void artifact_build(const struct order *order, struct artifacts *a);
void artifact_clear(struct artifacts *a);

/* The commands that an order comes down to, one on a line, for --dry-run. */
void artifact_describe(const struct order *order, struct text *to);

#endif

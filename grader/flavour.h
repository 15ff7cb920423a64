/*
 * flavour.h - the ways in which a worker is built: one list of flags, so that
 * what works by hand works in the grader.
 */
#ifndef PARCOURS_FLAVOUR_H
#define PARCOURS_FLAVOUR_H

#include <stdbool.h>

enum flavour {
    FLAVOUR_PLAIN,       /* correctness, speed */
    FLAVOUR_TSAN,        /* races, by ThreadSanitizer */
    FLAVOUR_HELGRIND,    /* races, by Valgrind's Helgrind */
    FLAVOUR_EXPLORE,     /* schedules, by the explorer */
    FLAVOUR_ARCHER,      /* races of OpenMP, by ThreadSanitizer with Archer */
    FLAVOUR_VIRTUAL,     /* virtual time, by the explorer */
    FLAVOUR_MINI,        /* messages of many ranks, counted by the mini-MPI */
    FLAVOUR_ALONE,       /* the race tests without a detector, to compare */
    FLAVOUR_RANKS,       /* ranks under MPICH and the layer of grader/mpi */
    FLAVOUR_CUDA,        /* kernels, checked by the emulator of grader/cuda */
    FLAVOUR_TALLY,       /* the same, counted */
    FLAVOUR_GPU,         /* kernels on a GPU, where there is one */
    FLAVOUR_TSAN_FAST,   /* the race tests of optimised code, to compare */
    FLAVOUR_ARCHER_FAST, /* the same of OpenMP */
    FLAVOURS
};

/* What gcc loads to tell detectors of all accesses (grader/compiler). */
#define FLAVOUR_PLUGIN "build/announce.so"

/* As in file names and on the judge's command line. */
const char *flavour_name(enum flavour flavour);

/* Whose worker it is, however it was compiled: of TSAN_FAST that of TSAN. */
enum flavour flavour_tool(enum flavour flavour);

/* The compiler, and the flags that every file of a worker is compiled with;
 * separated by blanks. Race detectors get -O0, because compilers delete racy
 * accesses from -O1 on. `openmp`: the file may have OpenMP in it, which the
 * flavour "archer" takes for granted. */
const char *flavour_compiler(enum flavour flavour);
const char *flavour_flags(enum flavour flavour, bool openmp);

/* Flags that everything of ours is compiled with besides. */
const char *flavour_own_flags(void);

#endif

/*
 * exercise.h - what an episode.conf says: the single source of every title,
 * point, limit, target and hint.
 */
#ifndef PARCOURS_EXERCISE_H
#define PARCOURS_EXERCISE_H

#include <stdbool.h>
#include <stddef.h>

enum {
    EXERCISE_FILES = 4,
    EXERCISE_CHECKS = 8,
    EXERCISE_HINTS = 8,
    EXERCISE_FORBIDS = 32,
    EPISODE_EXERCISES = 32
};

enum check_kind {
    CHECK_CORRECT, /* tests in a plain worker */
    CHECK_RACE,    /* tests under race detectors */
    CHECK_SPEED,   /* measurements */
    CHECK_EXPLORE, /* scenarios under many schedules */
    CHECK_VIRTUAL, /* figures of a computed machine */
    CHECK_PREDICT, /* numbers committed before they are computed */
    CHECK_RANKS,   /* tests with ranks, under MPICH and our layer */
    CHECK_COUNT,   /* messages, rounds, sectors of memory, counted */
    CHECK_KERNELS, /* tests with kernels, under the CUDA emulator */
};

/* Which race detectors judge: a set. OpenMP is judged by Archer alone: the
 * others do not know what it orders and report every second correct program. */
enum tool { TOOL_TSAN = 1, TOOL_HELGRIND = 2, TOOL_BOTH = 3, TOOL_ARCHER = 4 };

struct check_spec {
    char *id; /* also the tag of its test cases */
    char *title;
    enum check_kind kind;
    double points;
    /* speed and virtual: */
    unsigned threads; /* that the learner's code is asked to use */
    double target;    /* speed-up on that many cores; virtual: 0: any; count:
                         so many times the least that there can be */
    double wall;      /* speed only: by the clock on the cores that are there */
    double transfers; /* virtual only: most moves of cache lines in a call */
    double tolerance; /* predict only: most error, mean of |log| of ratios */
    unsigned most;    /* virtual only: from threads to so many cores, the best
                         figure counts; 0: that of threads */
};

struct exercise {
    char *episode, *name;
    char *title, *about;
    char *file;     /* the one that the learner edits, without folders */
    char *folder;   /* contract, driver, serial baseline */
    char *suite;    /* the judge's side */
    char *solution; /* ours */
    char *library;  /* folder of lib/ that the worker needs too, or NULL */
    /* Names that a submission may not use, NULL-terminated; one that ends in
     * "*" stands for all that begin so. */
    char *forbids[EXERCISE_FORBIDS + 1];
    enum tool tool;      /* default */
    bool openmp;         /* the learner's file may use OpenMP */
    bool libomp;         /* it runs on that, built by clang; else on libgomp */
    bool mpi;            /* has checks with ranks, and no others */
    bool cuda;           /* the same, with kernels: the file is a .cu file */
    double call_seconds; /* CPU time one call may take, plain */
    struct check_spec checks[EXERCISE_CHECKS];
    size_t nchecks;
    char *hints[EXERCISE_HINTS];
    size_t nhints;
};

struct episode {
    char *name, *title;
    struct exercise *exercises;
    size_t count;
};

/* The names of all episodes in course order; NULL-terminated. */
char **episode_names(void);
void episode_names_free(char **names);

/* Reads an episode. A mistake in its episode.conf ends the grader with file
 * and line; an unknown name ends it with the names that come close. */
void episode_load(const char *name, struct episode *episode);
void episode_clear(struct episode *episode);

/* The exercise of that name; ends the grader with the nearest names if there
 * is none. */
const struct exercise *episode_find(const struct episode *episode,
                                    const char *name);

/* The file that the learner edits. To be freed. */
char *exercise_skeleton(const struct exercise *exercise);

/* The planted race that proves a detector works on this machine: check 0 must
 * find it. With `openmp`, check 1 is a clean program that must be found clean.
 */
void exercise_canary(struct exercise *exercise, bool openmp);
/* The same for ranks: its only check must find the planted deadlock. */
void exercise_canary_ranks(struct exercise *exercise);
/* The same for kernels: check 0 must find the planted race, check 1 must count
 * what was computed by hand, check 2 must be right on a GPU. */
void exercise_canary_kernels(struct exercise *exercise);
void exercise_clear(struct exercise *exercise);

#endif

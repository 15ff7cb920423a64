/*
 * facts.h - what the records of a run say, in the grader's own terms.  Pure:
 * records, logs and source text in, structs out.
 */
#ifndef PARCOURS_FACTS_H
#define PARCOURS_FACTS_H

#include <stdbool.h>
#include <stddef.h>

#include "cause.h"
#include "exercise.h"
#include "finding.h"
#include "flavour.h"
#include "interleaving.h"
#include "speedup.h"

struct json_t;
struct seen;

enum {
    FACTS_FAILURES = 16,
    FACTS_SPEEDS = 8,
    FACTS_PLACES = 64,
    FACTS_EXPLORED = 64,
    FACTS_CURVE = 8,
    FACTS_PREDICTED = 32,
    FACTS_LINES = 9,
    FACTS_FIGURES = 8
};

/* A place in the learner's program, as an offset until it is named. */
struct place {
    unsigned long offset;
    int thread; /* kernel id of the thread that was there */
    char function[48], file[64];
    unsigned line; /* 0: not in the learner's file or not known */
};

/* One test that did not pass. */
struct failure {
    enum cause cause;
    char *title, *message;
    char *output;                      /* what the program printed */
    long forbidden;                    /* number of the system call, -1: none */
    struct place places[FACTS_PLACES]; /* where it was, innermost first */
    size_t nplaces;
};

struct speed {
    char *what; /* name of the function */
    unsigned threads, cores;
    struct model model;
    struct clock clock;
};

/* One scenario that was run under many schedules. */
struct explored {
    char *what;     /* happens in it */
    char *title;    /* of the test that it is part of */
    char *scenario; /* its number, for a replay */
    unsigned long schedules;
    bool exhausted;   /* all schedules with few preemptions were among them */
    char *not_judged; /* why nothing can be said, or "" */
    struct interleaving *shown; /* the schedule that went wrong, or NULL */
};

/* One function on a machine that is computed; times in ns. */
struct timed_run {
    unsigned cores, threads;
    double time, transfers;
};
struct timed {
    char *what;
    char *not_timed; /* why, or "" */
    double serial;   /* time of the serial code */
    struct timed_run curve[FACTS_CURVE];
    size_t ncurve;
    struct timed_run at; /* on as many cores as the check says */
    struct {             /* the same on inputs that nobody knows before */
        double serial;
        struct timed_run at;
    } other;
    double work; /* of all its cores together */
    /* What moves most often, what is held longest in all; "": nothing. */
    struct {
        char *name;
        double transfers, needless;
    } line;
    struct {
        char *name;
        double taken, waited, total, longest;
    } lock;
};

/* A number that was committed, and what it turned out to be. */
struct predicted {
    char *what;
    double said, is;
    unsigned commit; /* which attempt it is, from 1 */
};

/* One program with ranks that was run, in one order of arrival or several. */
struct ranked {
    char *what;       /* happens in it */
    unsigned program; /* the how many-th of the check, from 1 */
    unsigned ranks, runs;
    bool all;         /* orders of arrival were tried */
    char *not_judged; /* why nothing can be said, or "" */
    char *kind;       /* of what was found, "" if nothing was */
    char *advice, *order;
    size_t nlines;
    struct {
        int rank; /* -1: of none */
        char *text;
        struct place place;
        struct place caller; /* of the function that it is in */
    } line[FACTS_LINES];
};

/* What one call cost, and what it has to cost at least. */
struct counted {
    char *what;
    struct figure {
        char *name;
        double got, least;
    } figure[FACTS_FIGURES];
    size_t nfigures;
    char *site[FACTS_LINES]; /* lines that cost more than they need */
    size_t nsites;
};

/* One test of kernels under the emulator, in several schedules. */
struct kernels {
    char *what; /* its title */
    unsigned calls;
    char *not_judged; /* why nothing can be said, or "" */
    char *kind;       /* of what was found, "" if nothing was */
    char *advice;
    unsigned schedule; /* in which it was found */
    char *line[FACTS_LINES];
    size_t nlines;
};

/* What a GPU had to say of one test: nothing, and why, or how long it took. */
struct on_gpu {
    char *what;
    char *not_judged;     /* "": it was */
    double bytes;         /* that have to be moved */
    double seconds, copy; /* of the call, of a copy of as many bytes */
};

/* One run of the judge. */
struct facts {
    bool ran;
    double seconds, cpu; /* that the run took */
    size_t tests, failed;
    struct failure failures[FACTS_FAILURES];
    size_t nfailures; /* kept; at most `failed` */
    char *output;     /* the first thing that a test printed, or empty */
    /* under a race detector */
    struct findings findings;
    struct tool_state tool; /* of all logs together */
    size_t logs;
    struct seen *seen; /* how often what ran; NULL: nobody counted */
    bool silent_exit;  /* ThreadSanitizer's status without its report */
    /* of a speed check */
    struct speed speeds[FACTS_SPEEDS];
    size_t nspeeds;
    /* of an explore check */
    struct explored explored[FACTS_EXPLORED];
    size_t nexplored;
    /* of a virtual check */
    struct timed timed[FACTS_SPEEDS];
    size_t ntimed;
    /* of a predict check */
    struct predicted predicted[FACTS_PREDICTED];
    size_t npredicted;
    /* of a check with ranks */
    struct ranked ranked[FACTS_EXPLORED];
    size_t nranked;
    struct counted counted[FACTS_EXPLORED];
    size_t ncounted;
    /* of a check with kernels */
    struct kernels kernels[FACTS_EXPLORED];
    size_t nkernels;
    /* on a GPU */
    struct on_gpu gpu[FACTS_SPEEDS];
    size_t ngpu;
};

/* Reads the records of one run. `flavour` says which detector wrote the
 * logs. */
void facts_read(const struct json_t *records, enum flavour flavour,
                struct facts *facts);

/* Decides which findings are the learner's and quotes their lines. */
void facts_settle(struct facts *facts, const char *file, const char *source,
                  size_t length);

void facts_clear(struct facts *facts);

#endif

/*
 * verdict.h - from facts to verdict, points and a plain explanation.  Pure.
 */
#ifndef PARCOURS_VERDICT_H
#define PARCOURS_VERDICT_H

#include <stdbool.h>

#include "blind.h"
#include "cause.h"
#include "exercise.h"
#include "facts.h"
#include "sanitizer.h"

struct artifacts;
struct policy;

enum verdict {
    VERDICT_PASS,
    VERDICT_FAIL,         /* wrong, racy, slow */
    VERDICT_ERROR,        /* does not build, crashes, hangs */
    VERDICT_SKIPPED,      /* not judged: something must be mended first, or a
                             tool is missing */
    VERDICT_INCONCLUSIVE, /* not judged: measured, and cannot tell */
};

/* As in result files: "pass", "fail", ... */
const char *verdict_word(enum verdict verdict);

/* What became of it on a GPU, once nothing else spoke against it. */
struct gpu_evidence {
    bool asked;       /* there is one, or it was asked for by name */
    const char *name; /* of the GPU; NULL: there is none */
    char *unfit;      /* why nothing was run on it; NULL: it was */
    bool incomplete;  /* the judge did not come to its end */
    struct facts facts;
    /* Tools of compute-sanitizer; their reports say if they were run. */
    struct sanitizer_report tool[SANITIZER_TOOLS];
};

/* All that is known of one submission to one exercise. */
struct evidence {
    const struct exercise *exercise;
    const char *path;    /* of the file that is judged, as it was named */
    enum tool tools;     /* detectors that judge */
    bool chosen;         /* by TOOL=, not by the exercise */
    const char *missing; /* why the learner's file cannot be read, or NULL */
    const struct artifacts *build;
    const struct policy *policy;
    const char *source; /* the learner's file */
    struct blind blind; /* what Helgrind would not understand in it */
    /* Why a detector cannot be believed on this machine; NULL: it can. */
    const char *untrusted[FLAVOURS];
    struct facts facts[EXERCISE_CHECKS][FLAVOURS];
    struct gpu_evidence gpu;
};

struct check_result {
    const struct check_spec *spec; /* NULL: the build */
    enum verdict verdict;
    enum cause cause;
    double points, max;
    unsigned line;  /* of the learner's file; 0: no single line */
    char *message;  /* what is the matter, in plain words; "" if nothing */
    char *detail;   /* evidence in lines, ready to print; may be "" */
    char *look;     /* what a person should look at; no verdict; may be "" */
    char *why;      /* for --explain: how the verdict came about */
    double speedup; /* smallest that was measured; 0: none */
    char *schedule; /* that shows what went wrong; "": none */
    char *scenario; /* that it belongs to, "2.1" */
    struct json_t *steps; /* of the schedule, as of interleaving_json; NULL */
};

struct result {
    const struct exercise *exercise;
    const char *path;                /* of the file that was judged */
    enum tool tools;                 /* detectors that were asked for */
    const char *untrusted[FLAVOURS]; /* as in the evidence */
    struct check_result build;
    struct check_result checks[EXERCISE_CHECKS];
    size_t count;
    struct check_result gpu; /* on a GPU, without points; no spec: none */
    double points, max;
    enum verdict verdict; /* of all checks together */
    enum cause cause;     /* the first thing to mend */
    char *output;         /* what the program printed, or "" */
};

void verdict_reach(const struct evidence *evidence, struct result *result);
void verdict_clear(struct result *result);

/* The check to look at first, NULL if all passed. */
const struct check_result *verdict_first(const struct result *result);

#endif

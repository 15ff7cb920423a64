/*
 * options.h - what was asked for on the command line.
 */
#ifndef PARCOURS_OPTIONS_H
#define PARCOURS_OPTIONS_H

#include <stdbool.h>
#include <stdint.h>

#include "exercise.h"

enum format { FORMAT_TEXT, FORMAT_JSON, FORMAT_EXPORT };

struct export;

/* Whose code is going to run (confine.h). */
enum trust {
    TRUST_LEARNER, /* the learner's own */
    TRUST_NOBODY,  /* others': in a whole sandbox only */
    TRUST_ANYBODY, /* others', in whatever sandbox there is */
};

struct options {
    const char *command;
    const char *episode, *exercise; /* NULL: not given */
    const char *submission; /* a file to judge in place of the learner's */
    enum tool tool;         /* 0: as the exercise says */
    enum format format;
    const struct export *export; /* with FORMAT_EXPORT: which one */
    bool dry_run, explain, yes, colour;
    enum trust trust;
    bool seeded;
    uint64_t seed;
    const char *schedule; /* to replay, "6:2/10" */
    bool gdb;             /* replay: under the debugger */
    unsigned repeat;      /* selftest: gradings of each specimen */
    unsigned jobs;        /* selftest, grade: files graded side by side */
    /* grade: */
    const char *submissions, *roster, *gradebook;
    const char *student; /* only this one */
    bool force;
    const char *engine;  /* "slurm"; "chunk" in its tasks; NULL: here */
    unsigned chunk;      /* submissions for each task of the engine */
    const char *sandbox; /* as it was given; NULL: it was not */
    /* gradebook: */
    const char *export_to, *fill, *report, *column, *diff, *due, *late;
    const char *points, *note, *who;
};

/* Parses; a mistake ends the grader with STATUS_USAGE and one line that says
 * what is allowed. Empty values count as not given, so that make can pass
 * its variables through. */
struct options options_parse(int argc, char **argv);

#endif

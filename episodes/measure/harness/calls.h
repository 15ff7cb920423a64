/* calls.h - the calls between judge and worker for this exercise. */
#ifndef HARNESS_CALLS_H
#define HARNESS_CALLS_H

#include "harness.h"

enum { OP_TIME, OP_CHECK };

enum { JITTERS = 64 };

/* From `begin` to `end`, in seconds of the machine's time. */
struct stretch {
    double begin, end;
};

/* What a machine does, all in seconds; stretches in order, the last one
 * beyond the time that there is. */
struct machine_plan {
    bool fresh;
    double work, prepare;   /* one call; one input */
    double tick, reading;   /* of the clocks */
    double waits;           /* the part of the work in which it waits */
    unsigned cold;          /* so many first calls take */
    double colder;          /* so many times as long */
    double jitter[JITTERS]; /* factors, one call after the other */
    const struct stretch *slow, *stolen; /* IN: everything takes longer; others
                                            have the core */
    double slower;                       /* so many times as long */
    const struct stretch *set; /* IN: at `begin`, the wall clock is moved by
                                  `end` */
};

struct time_args {
    const struct machine_plan *plan; /* IN */
    double *took;                    /* OUT: what the learner says */
    double *spent;                   /* OUT: the machine's time */
};

struct check_args {
    const struct record *records; /* IN: n, and their events */
    size_t n;
    uint32_t *flaws; /* OUT: n */
};

#endif

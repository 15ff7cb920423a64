/*
 * session.h - one run of a judge: which programs it may start, and how.
 * Between judge.c, speed.c and main.c; suites need not know it.
 */
#ifndef PARCOURS_SESSION_H
#define PARCOURS_SESSION_H

#include "subject.h"

/* The learner's code, and what its speed is measured against. */
enum session_program {
    SESSION_LEARNER,
    SESSION_SERIAL,    /* the exercise's serial code: the baseline */
    SESSION_REFERENCE, /* our solution: shows if this machine can judge */
    SESSION_PROGRAMS
};

struct session {
    const char *program[SESSION_PROGRAMS]; /* NULL: not there */
    enum subject_kind kind;                /* of the learner's worker */
    struct subject_limits limits;
    unsigned threads; /* for speed: how many the learner is to use */
    unsigned most;    /* for virtual: cores that it may take, 0: threads */
    unsigned rounds;  /* for speed: pairs of measurements, at most */
    double target;    /* for speed: no more rounds once it is reached */
    unsigned cores;   /* for speed by the clock: 0 leaves it out */
    double wall;      /* for speed by the clock: what is wanted */
    uint64_t seed;
    const char *layer;    /* under ranks, NULL: not there */
    const char *source;   /* of the learner, to quote from, or NULL */
    const char *schedule; /* only replay this one, NULL: search */
    const char *scenario; /* in this scenario, NULL: whichever it fits */
};

void session_begin(const struct session *options);
const struct session *session_options(void);

/* Tests that ended with a finding on record. */
extern unsigned session_failures;

/* A failed expectation that did not end the test. */
struct session_failure {
    enum cause cause;
    char message[1024];
};

/* Copies the results and runs a check of them. False, with `failure` filled
 * in, if an expectation in it failed. */
bool session_try(void (*check)(void *), void *data,
                 struct session_failure *failure);

/* Ends the test with what the worker did instead of answering. */
_Noreturn void session_trouble(struct subject *s);

/* Ends the test where an earlier one has waited in vain: this one would only
 * wait as long again. */
void session_leave_out(void);

/* Ends the test with nothing to say of it. */
_Noreturn void session_drop(void);

/* What the present test shows, for records. */
const char *session_title(void);

/* The worker that calls go to now. */
struct subject *session_worker(void);

/* Sends the calls that follow to another program's worker, alone. */
struct subject *session_use(enum session_program program);

/* Has `n` more copies of the serial baseline (at most SESSION_CROWD) do the
 * same call at the same time, so that it meets the machine as a team of
 * threads does: with the other cores busy. Until the next session_use. */
enum { SESSION_CROWD = 3 };
void session_crowd(unsigned n);

#endif

/*
 * speedup.h - from measured rounds to a speed-up that a busy machine cannot
 * disturb.  Pure arithmetic; all times in seconds.
 *
 * Model.  A parallel run of P threads cannot be faster than its span (the
 * longest chain of work that must be done one after the other), than the
 * total time one lock was held, or than its work divided by P.  The largest
 * of these, measured in CPU time, is the time the code would need on P free
 * cores.  Noise only ever adds to it, so the smallest value over all rounds
 * counts, as does the smallest serial time.
 *
 * Clock.  On a quiet machine the plain ratio of times, paired by round:
 * median with an exact sign-test interval, believed only if our own solution
 * reaches the target in the same rounds.
 */
#ifndef PARCOURS_SPEEDUP_H
#define PARCOURS_SPEEDUP_H

#include <stdbool.h>
#include <stddef.h>

enum { SPEEDUP_LOADS = 64, SPEEDUP_ROUNDS = 64 };

/* What the kernel says one thread did during a call. */
struct load {
    double cpu;   /* ran */
    double delay; /* wanted to run and had no core */
    double nap;   /* was in sleeps, or in waits that ended with their time:
                     the learner's process says so */
};

/* One measured call. */
struct model_round {
    double serial;      /* CPU time of the serial baseline, same round */
    double cpu;         /* of all threads together, as the kernel says */
    double elapsed;     /* on the judge's clock */
    double span;        /* through create, join, barrier */
    double span_signal; /* also through semaphores and conditions */
    double hold;        /* longest total hold of one lock */
    double acquired;    /* times that lock was taken */
    double teams;       /* of OpenMP: its loops and tasks are on the books */
    double pieces;      /* chunks and tasks that were dealt out */
    size_t nloads;
    struct load loads[SPEEDUP_LOADS];
};

/* What limits the code in its best round. */
enum limit { LIMIT_WORK, LIMIT_SPAN, LIMIT_LOCK, LIMIT_SIGNAL };

struct model {
    bool measured;
    double speedup;  /* the figure that counts */
    double pardoned; /* the same if threads may have worked off a pile of the
                        learner's own, in a team of OpenMP */
    double signal;   /* the same if waits for signals count as well */
    double running;  /* threads that ran or wanted to, on average: median
                        of all rounds, as a single one is easily disturbed
                        either way */
    double serial, work, span, hold; /* of the best round, serial: smallest */
    double acquired, teams, pieces;
    bool too_busy; /* they sleep and wake, and mostly wait for a core: on such a
                   machine nobody can say how many would have run at a time */
    unsigned workers; /* threads that did a good part of the work */
    double balance;   /* mean load of the working threads / largest */
    enum limit limit;
};

/* The time that `threads` free cores would have needed for this round; with
 * `pardon`, threads that got no core are not blamed for what others did. */
double speedup_time(const struct model_round *round, unsigned threads,
                    bool pardon, enum limit *limit);

/* All rounds together. */
struct model speedup_model(const struct model_round *rounds, size_t n,
                           unsigned threads);

/* No faster than this: so many threads ran at a time, or would have if there
 * had been cores for them. */
double speedup_seen(const struct model *model, unsigned threads);

/* Speed is believed to be missing only if it is by more than this factor;
 * specimens of an exercise must be this far from its target. */
extern const double speedup_margin;

/* One round by the clock. */
struct clock_round {
    double learner, serial, reference;
    double waited; /* part of the round in which something on this machine
                      wanted a core and had none; negative: not known */
};

struct clock {
    size_t quiet;      /* rounds that count */
    double median;     /* speed-up of the learner's code */
    double low, high;  /* its interval; low 0 and high infinite when there
                          are too few rounds to say */
    double confidence; /* of the interval */
    double reference;  /* median speed-up of our solution */
    double waited;     /* median over all rounds */
};

struct clock speedup_clock(const struct clock_round *rounds, size_t n);

enum { SPEEDUP_CLOCK_ROUNDS = 9 }; /* at most */

/* True if more rounds by the clock cannot change what is said of code that
 * wants to be `wall` times as fast; `doubted`: without the clock's word for it
 * the code is not known to be fast. */
bool speedup_settled(const struct clock_round *rounds, size_t n, double wall,
                     bool doubted);

#endif

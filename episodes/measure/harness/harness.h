/*
 * harness.h - the contract: a benchmark that cannot be fooled, and an eye for
 * those that were.
 *
 * The machine is the judge's, and it does what real ones do:
 *
 *   - The wall clock is set right now and then, forwards or back.  The CPU
 *     clock stands still while the work waits for something, and while another
 *     program has the core.  The steady clock does neither.  Each of them
 *     ticks, once in 1 us at the slowest, and to read it takes up to 0.2 us.
 *   - The compiler is clever: work whose result is not used yet, is not done
 *     yet; if the result is never used, it is never done.
 *   - The first calls are slow: nothing is in the caches.
 *   - For a while everything takes a fifth longer, and now and then another
 *     program has the core for some milliseconds.
 *
 * There is 0.5 s of the machine's time for one answer.
 */
#ifndef HARNESS_H
#define HARNESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* --- the machine, and one piece of work on it ----------------------------- */

struct machine;

enum clock_kind { WALL_CLOCK, CPU_CLOCK, STEADY_CLOCK };

/* What a clock shows, in seconds. */
double machine_clock(struct machine *m, enum clock_kind clock);

/* Makes a fresh input for the work. Takes time, which is not the work's. */
void machine_prepare(struct machine *m);

/* Does the work once. It takes 50 ns to 2 ms. */
uint64_t machine_run(struct machine *m);

/* Uses a result, as machine_run has returned it, so that it has to be there.
 * Takes no time itself. */
void machine_use(struct machine *m, uint64_t result);

/* --- what you write ------------------------------------------------------- */

/*
 * The time of one call of the work, in seconds, when nothing disturbs it; off
 * by 3 per cent at most.  If `fresh`, a call spoils its input (it sorts it,
 * say), so that each one wants a machine_prepare; without, the next call has
 * hardly anything to do.  Such work takes at least 200 us.  There is an input
 * at the beginning.
 */
double harness_time(struct machine *m, bool fresh);

/* What happened while somebody else took the time of something, in order. */
enum event_kind {
    STARTED,  /* the clock was read: a timing begins */
    STOPPED,  /* the clock was read: it ends */
    PREPARED, /* a fresh input */
    RAN,      /* one call */
    USED      /* the result of a call that had not been used */
};

struct event {
    enum event_kind kind;
    enum clock_kind clock; /* that was read, and what it showed; */
    double at;             /* STARTED and STOPPED only */
};

struct record {
    bool fresh;  /* each call wants a fresh input */
    double tick; /* of the clock, in seconds */
    const struct event *events;
    size_t n;
    double claim; /* what they say one call takes, in seconds */
};

enum flaw {
    HONEST,
    WRONG_CLOCK,  /* not the steady one */
    SETUP_TIMED,  /* an input was made within a timing */
    NOT_USED,     /* a result was not used before the clock was read again */
    COLD,         /* nothing was run before the first timing */
    SPOILT,       /* a call had the input of another one */
    TOO_SHORT,    /* a timing of less than 100 ticks */
    TOO_FEW,      /* fewer than 10 timings */
    WRONG_FIGURE, /* the claim is neither the least nor the median of the
                     timings, each divided by its calls, within 1 per cent */
    FLAWS
};

/* The flaw of a record. It has one, or none. */
enum flaw harness_check(const struct record *record);

#endif

/*
 * A strategy decides, where the scheduler asks, what happens next.
 *
 * The scheduler asks in two stages, because most steps change nothing: while
 * the running thread could go on, interrupts() is asked first, and pick() only
 * if it says yes. Where the running thread cannot go on, pick() is asked at
 * once. Concrete strategies embed this struct as their first member.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "schedule.h"

/* How natural it is that this option happens now. */
enum option_kind {
    OPTION_READY,   /* the thread can go on */
    OPTION_EARLY,   /* it sleeps; its time could be over */
    OPTION_TIMEOUT, /* it waits with a deadline, which could be over */
    OPTION_SPURIOUS /* it may be woken, or the call fail, for no reason */
};

enum choice_kind {
    CHOICE_THREAD, /* which thread goes on */
    CHOICE_WAITER, /* which waiter is woken; all are equally likely */
    CHOICE_FAILURE /* 0: the call does its work, 1: it may fail and does */
};

struct option {
    uint32_t value; /* number of the thread, or of the outcome */
    enum option_kind kind;
};

#define MAX_OPTIONS 1024

struct choice {
    enum choice_kind kind;
    uint32_t step;
    size_t count; /* of options, at least 1 */
    const struct option *options;
    size_t standard; /* index of what happens if nobody minds */
    bool voluntary;  /* the running thread stopped by itself */
    uint32_t self;   /* number of the running thread */
};

struct strategy {
    const char *name;
    /* Should this step be more than "go on"? Must be cheap. */
    bool (*interrupts)(struct strategy *strategy, uint32_t step);
    /* Returns the index of an option. */
    size_t (*pick)(struct strategy *strategy, const struct choice *choice);
};

/*
 * A preemption is a choice other than the standard one that was not needed.
 * Where a thread stopped by itself, to let any other go on is none; to let the
 * same one go on is, or else a loop that yields could be prolonged for nothing.
 */
static inline bool choice_preempts(const struct choice *choice, size_t index)
{
    const struct option *option = &choice->options[index];
    return index != choice->standard &&
           !(choice->voluntary && option->kind == OPTION_READY &&
             option->value != choice->self);
}

/* Numbers that depend on the seed only. */
struct random {
    uint64_t state;
};

void random_seed(struct random *random, uint64_t seed);
uint32_t random_next(struct random *random);
/* Uniform in 0 .. bound-1. */
uint32_t random_below(struct random *random, uint32_t bound);

/* Random walk: interrupts with a probability that is drawn per schedule. */
struct random_walk {
    struct strategy base;
    struct random random;
    uint32_t interrupt_below; /* of 2^32 */
    unsigned oddities;        /* spurious wake-ups and the like still allowed */
};

void random_walk_init(struct random_walk *walk, uint64_t seed);

/*
 * Priorities that change at few places (Burckhardt et al., "A randomized
 * scheduler with probabilistic guarantees of finding bugs", 2010): the thread
 * of highest priority runs; at `depth` random steps it drops to the bottom.
 */
#define PRIORITY_CHANGES 8

struct priorities {
    struct strategy base;
    struct random random;
    uint32_t change_at[PRIORITY_CHANGES]; /* ascending, 0 for none left */
    size_t changes;
    size_t next_change;
    uint32_t lowest;
    uint32_t priority[MAX_OPTIONS]; /* by thread; 0: not drawn yet */
};

/* `length` is the expected number of steps, `depth` <= PRIORITY_CHANGES. */
void priorities_init(struct priorities *priorities, uint64_t seed,
                     uint32_t length, size_t depth);

/*
 * All schedules with at most `bound` preemptions, depth first: each run
 * follows the path of the one before up to the last step that has an untried
 * option within the bound.
 */
struct bounded_step {
    uint32_t step;
    uint32_t tried;    /* index of the option of the present path */
    uint32_t next;     /* first index not tried yet */
    uint32_t standard; /* is tried first */
    uint32_t spent;    /* preemptions before this step */
};

struct bounded {
    struct strategy base;
    unsigned bound;
    struct bounded_step *path;
    size_t count; /* of the present path */
    size_t room;
    size_t position; /* within the path, during a run */
    unsigned spent;
    bool diverged; /* a run did not repeat its prefix */
};

void bounded_init(struct bounded *bounded, unsigned bound);
void bounded_clear(struct bounded *bounded);
/* Prepares the next schedule; false when all have been tried. */
bool bounded_next(struct bounded *bounded);

/* Follows a schedule to the letter. */
struct replay {
    struct strategy base;
    const struct schedule *schedule;
    size_t position;
    uint32_t misfit; /* first step that could not be followed, 0 for none */
};

void replay_init(struct replay *replay, const struct schedule *schedule);

/*
 * Follows a list of stretches (thread, number of steps) as far as possible:
 * a stretch ends early when its thread cannot go on. For the minimiser.
 */
struct stretch {
    uint32_t thread;
    uint32_t steps;
};

struct stretches {
    struct stretch *items;
    size_t count;
    size_t room;
};

void stretches_clear(struct stretches *stretches);
void stretches_add(struct stretches *stretches, struct stretch stretch);

struct guided {
    struct strategy base;
    const struct stretch *stretches;
    size_t count;
    size_t position;
    uint32_t left; /* steps of the present stretch still to do */
};

void guided_init(struct guided *guided, const struct stretches *stretches);

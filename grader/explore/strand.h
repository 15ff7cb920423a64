/*
 * A strand: one sequence of events in the happens-before order.
 *
 * A logical thread (thread.h) says where execution stands; a strand says what
 * it knows. Each pthread has one strand for life. A front end whose units of
 * work outnumber its threads (OpenMP tasks) gives every unit its own strand
 * and exchanges thread->strand, so that two tasks on one thread still race.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "vclock.h"

struct strand {
    uint32_t id;
    unsigned thread; /* that it runs on, or ran on last */
    struct vclock now;
    struct vclock to_acquire; /* relaxed loads, waiting for an acquire fence */
    struct vclock to_release; /* what the last release fence published */
    bool fenced;              /* to_release is valid */
};

/* Forgets all strands; called at the start of a schedule. */
void strand_reset(void);

/* Makes a strand that knows what `parent` knows now (NULL: nothing). */
struct strand *strand_new(struct strand *parent);

/*
 * The same out of `old`, a strand without events since its last release. NULL
 * if that cannot be, because `parent` does not know all that `old` did.
 */
struct strand *strand_take_over(struct strand *old, struct strand *parent);

/* How many there are so far, and the one with a number. */
uint32_t strand_number(void);
struct strand *strand_at(uint32_t id);

/* The time of the strand's present events. */
static inline uint32_t strand_time(const struct strand *strand)
{
    return strand->now.tick[strand->id];
}

/* Everything released into `from` happened before what follows. */
void strand_acquire(struct strand *strand, const struct vclock *from);

/* Adds the past of the strand to `to`. */
void strand_release(struct strand *strand, struct vclock *to);

/* Replaces `to` by the past of the strand. */
void strand_release_store(struct strand *strand, struct vclock *to);

/* Fences of C11: acquire what relaxed loads saw; publish to relaxed stores. */
void strand_fence_acquire(struct strand *strand);
void strand_fence_release(struct strand *strand);

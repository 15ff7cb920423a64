/* How often and how long locks are held, in virtual time. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

struct object;

struct hold {
    uintptr_t address; /* of the lock */
    unsigned depth;    /* holders now, several if they read */
    uint64_t begin;    /* of the present hold, picoseconds */
    uint64_t longest, total;
    unsigned long taken, waited;
    struct hold *next; /* of all */
};

void holds_reset(void);

/*
 * The lock was taken; `hold` belongs to it, NULL before the first time. Does
 * nothing where time is not virtual.
 */
void holds_take(struct hold **hold, const struct object *lock, bool waited);
void holds_give(struct hold *hold);

const struct hold *holds_all(void);

/* Forgets what was counted so far, or counts no more. */
void holds_restart(void);
void holds_stop(void);

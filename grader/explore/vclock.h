/*
 * Vector clocks: what one strand of execution knows of all the others.
 *
 * Component i counts the releases of strand i that are known. Event e of
 * strand i happened before the present of a strand whose clock is c exactly if
 * time(e) <= vclock_get(c, i). The components live in the region of the
 * schedule, so a zeroed struct is an empty clock and nothing is freed.
 */
#pragma once

#include <stdint.h>

struct vclock {
    uint32_t count; /* components stored; those beyond are 0 */
    uint32_t room;
    uint32_t *tick;
};

static inline uint32_t vclock_get(const struct vclock *clock, uint32_t strand)
{
    return strand < clock->count ? clock->tick[strand] : 0;
}

/* Sets one component. */
void vclock_set(struct vclock *clock, uint32_t strand, uint32_t tick);

/* Raises every component of `clock` to at least that of `other`. */
void vclock_join(struct vclock *clock, const struct vclock *other);

/* Makes `clock` equal to `other`. */
void vclock_copy(struct vclock *clock, const struct vclock *other);

/* Sets every component to 0. */
void vclock_clear(struct vclock *clock);

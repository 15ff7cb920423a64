/*
 * Who accessed what: the history that data races are found in.
 *
 * How it works. For each aligned group of eight bytes the last accesses are
 * kept, as (strand, time, bytes, kind, place). An access conflicts with a kept
 * one if they share a byte, one of the two writes, and not both are atomic; it
 * is a race if the kept one did not happen before it, which one comparison of
 * a clock component tells (Flanagan and Freund, "FastTrack", 2009). A kept
 * access is dropped once a later one is known to be ordered after it and would
 * show every race that it could show, so a group usually holds one or two.
 */
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "finding.h"

struct strand;

struct shadow_race {
    uintptr_t address; /* first byte that both touch */
    size_t size;
    uint32_t strand; /* of the earlier access */
    enum access_kind access;
    uintptr_t pc;
};

/* Forgets all accesses; called at the start of a schedule. */
void shadow_reset(void);

/*
 * Enters an access. Returns true if it races with an earlier one, of which the
 * first that was found is put in `race`.
 */
bool shadow_access(const struct strand *strand, uintptr_t address, size_t size,
                   enum access_kind access, uintptr_t pc,
                   struct shadow_race *race);

/* Forgets the accesses to a piece of memory: it begins a new life. */
void shadow_forget(uintptr_t address, size_t size);

/* Distinct pairs of places in different strands that met, ever. */
unsigned long shadow_meetings(void);

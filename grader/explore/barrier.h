/* Barriers. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "object.h"
#include "vclock.h"

struct barrier {
    struct object base;
    unsigned needed; /* 0: not initialised */
    unsigned arrived;
    uint64_t round;
    /*
     * What the arrivals of even and odd rounds published: threads leave one
     * round while others arrive for the next.
     */
    struct vclock clock[2];
};

struct barrier *barrier_at(const volatile void *address);
struct barrier *barrier_init(const volatile void *address, unsigned needed);
int barrier_destroy(struct barrier *barrier, uintptr_t pc);

/* Returns true to the thread that came last. */
bool barrier_wait(struct barrier *barrier, uintptr_t pc);

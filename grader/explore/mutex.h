/*
 * Mutexes of POSIX and C11, and spin locks.
 *
 * Functions return 0 or the error number of the POSIX call.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "object.h"
#include "vclock.h"

enum mutex_type { MUTEX_NORMAL, MUTEX_RECURSIVE, MUTEX_CHECKED, MUTEX_SPIN };

struct hold;
struct thread;

struct mutex {
    struct object base;
    enum mutex_type type;
    struct thread *owner; /* NULL: free */
    unsigned depth;       /* further locks of a recursive mutex */
    bool destroyed;
    uintptr_t taken_at;
    struct vclock clock; /* what unlocking published */
    struct hold *hold;   /* for holds.h */
};

/* The mutex at an address; `type` is used if it is not known yet. */
struct mutex *mutex_at(const volatile void *address, enum mutex_type type);
struct mutex *mutex_init(const volatile void *address, enum mutex_type type);
int mutex_destroy(struct mutex *mutex, uintptr_t pc);

/* Waits until virtual time `deadline` at most; may be NO_DEADLINE. */
int mutex_lock(struct mutex *mutex, uint64_t deadline, uintptr_t pc);
int mutex_trylock(struct mutex *mutex, uintptr_t pc);
int mutex_unlock(struct mutex *mutex, uintptr_t pc);

/*
 * Give up and take back without a step of its own, for condition variables. Who
 * has locked a recursive mutex more than once still holds it then, and nobody
 * else can make true what is waited for: POSIX warns of that.
 */
void mutex_give_up(struct mutex *mutex);
void mutex_take_back(struct mutex *mutex, uintptr_t pc);

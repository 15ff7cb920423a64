/*
 * Synchronisation objects of the explored program, by their address.
 *
 * A mutex may be initialised statically, so nothing announces it: the object
 * behind an address comes into being when it is first used, zeroed. The real
 * pthread_mutex_t is written only when it is destroyed.
 *
 * The struct of each kind (struct mutex, ...) begins with a struct object.
 */
#pragma once

#include <stddef.h>
#include <stdint.h>

enum object_kind {
    OBJECT_MUTEX,
    OBJECT_COND,
    OBJECT_RWLOCK,
    OBJECT_BARRIER,
    OBJECT_SEMAPHORE,
    OBJECT_ONCE,
    OBJECT_ATOMIC
};

struct object {
    uintptr_t address;
    enum object_kind kind;
    uint32_t uses; /* times it was looked up since it was made */
};

/* Forgets all objects; called at the start of a schedule. */
void object_reset(void);

/* The object of this kind at the address, made with `size` bytes if new. */
void *object_at(const volatile void *address, enum object_kind kind,
                size_t size);

/* Replaces whatever is known at the address by a new object. */
void *object_renew(const volatile void *address, enum object_kind kind,
                   size_t size);

/* What a kind is called: "mutex", "condition variable", ... */
const char *object_title(enum object_kind kind);

/* Read-write locks. Functions return 0 or the error number of POSIX. */
#pragma once

#include <stdint.h>

#include "object.h"
#include "vclock.h"

struct hold;
struct thread;

struct rwlock {
    struct object base;
    struct thread *writer;
    unsigned readers;
    uint8_t *held; /* by thread number: read locks it holds; NULL: none ever */
    uintptr_t taken_at;
    struct vclock written; /* what writers published */
    struct vclock read;    /* what readers published */
    struct hold *hold;     /* for holds.h */
};

struct rwlock *rwlock_at(const volatile void *address);
struct rwlock *rwlock_init(const volatile void *address);
int rwlock_destroy(struct rwlock *lock, uintptr_t pc);

int rwlock_read(struct rwlock *lock, uint64_t deadline, uintptr_t pc);
int rwlock_tryread(struct rwlock *lock, uintptr_t pc);
int rwlock_write(struct rwlock *lock, uint64_t deadline, uintptr_t pc);
int rwlock_trywrite(struct rwlock *lock, uintptr_t pc);
int rwlock_unlock(struct rwlock *lock, uintptr_t pc);

/* Counting semaphores. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "object.h"
#include "vclock.h"

struct semaphore {
    struct object base;
    bool known; /* initialised */
    unsigned value;
    struct vclock clock; /* what posting published */
};

struct semaphore *semaphore_at(const volatile void *address);
struct semaphore *semaphore_init(const volatile void *address, unsigned value);
void semaphore_destroy(struct semaphore *semaphore);

/* Waits until virtual time `deadline` at most; false if it passed. */
bool semaphore_wait(struct semaphore *semaphore, uint64_t deadline,
                    uintptr_t pc);
bool semaphore_trywait(struct semaphore *semaphore, uintptr_t pc);
void semaphore_post(struct semaphore *semaphore, uintptr_t pc);
unsigned semaphore_value(struct semaphore *semaphore, uintptr_t pc);

/* Condition variables. Functions return 0 or the error number of POSIX. */
#pragma once

#include <stdbool.h>
#include <stdint.h>
#include <time.h>

#include "object.h"

struct mutex;

struct cond {
    struct object base;
    clockid_t clock;  /* of deadlines */
    uint64_t tickets; /* order of arrival */
    unsigned waiters;
    bool destroyed;
    bool missed; /* a signal came when nobody waited */
    uintptr_t missed_at;
    unsigned missed_by; /* number of the thread that sent it */
};

struct cond *cond_at(const volatile void *address);
struct cond *cond_init(const volatile void *address, clockid_t clock);
int cond_destroy(struct cond *cond, uintptr_t pc);

/* Waits at most until virtual time `deadline`; may wake for no reason. */
int cond_wait(struct cond *cond, struct mutex *mutex, uint64_t deadline,
              uintptr_t pc);
int cond_signal(struct cond *cond, uintptr_t pc);
int cond_broadcast(struct cond *cond, uintptr_t pc);

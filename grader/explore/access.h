/*
 * A memory access of the explored program: what every front end calls.
 */
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "finding.h"

struct object;

/*
 * To be called before the access happens: a step, then the checks for races
 * and freed memory. May end the run.
 */
void access_memory(const volatile void *address, size_t size,
                   enum access_kind access, uintptr_t pc);

/*
 * A step before a call uses a lock or the like; its memory must not have been
 * freed by the time the call is made.
 */
void access_object(const struct object *object, uintptr_t pc);

/* The check for races alone, for memory that is freed. */
void access_check_race(const volatile void *address, size_t size,
                       enum access_kind access, uintptr_t pc);

/* The checks alone, for an access that belongs to a step already made. */
void access_check(const volatile void *address, size_t size,
                  enum access_kind access, uintptr_t pc);

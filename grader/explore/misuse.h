/* A synchronisation call that breaks its own rules. */
#pragma once

#include <stdint.h>

struct object;

/*
 * Ends the run: "main <before> mutex m<after> (bank.c:9).", for example with
 * "unlocks" and ", which it has not locked".
 */
_Noreturn void misuse(const struct object *object, uintptr_t pc,
                      const char *before, const char *after);

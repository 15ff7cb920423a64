/*
 * What is wrong with the program.
 *
 * Each function reports once for each pair of places, to the file that the
 * command reads; see finding_write() for its format. Those about accesses that
 * no device could make end the program.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "fetched.h"
#include "finding_sum.h"
#include "memory.h"
#include "shadow.h"
#include "thread.h"

/* Exit status of a program that ended with a finding. */
enum { FINDING_STATUS = 97 };

void finding_race(const struct thread *thread, uint32_t operation,
                  enum shadow_kind kind, size_t size, uintptr_t pc,
                  const struct shadow_race *race);

void finding_same_value(const struct thread *thread, size_t size, uintptr_t pc,
                        const struct shadow_race *race);
void finding_barrier_sites(const struct thread *one, const struct thread *two);
void finding_barrier_skipped(const struct thread *waits,
                             const struct thread *gone);
void finding_barrier_left(const struct thread *waits,
                          const struct thread *gone);
void finding_warp_kinds(const struct thread *one, const struct thread *two);
void finding_warp_mask(const struct thread *thread, unsigned mask,
                       uintptr_t pc);

/* For the command: whether it is one is seen when the outcome differs. */
struct doubt {
    struct thread_name who;
    uintptr_t pc;
    int source;
    unsigned mask;
};
void finding_doubt(const struct doubt *doubt, uint64_t outcome);

_Noreturn void finding_deadlock(struct worker *worker);
_Noreturn void finding_endless(const char *where, uintptr_t pc, bool stuck);

/* Of memory: these end the program. */
void finding_bounds(const struct thread *thread, uintptr_t address, size_t size,
                    bool write, uintptr_t pc);
void finding_within(const struct thread *thread, long byte, size_t size,
                    size_t whole, uintptr_t pc);
void finding_freed(const struct thread *thread, const struct allocation *a,
                   uintptr_t address, size_t size, bool write, uintptr_t pc);
void finding_constant(const struct thread *thread, uintptr_t address,
                      uintptr_t pc);
void finding_misaligned(const struct thread *thread, uintptr_t address,
                        size_t size, uintptr_t pc);
void finding_host_memory(const struct thread *thread, uintptr_t address,
                         size_t size, bool write, uintptr_t pc);
void finding_device_memory(uintptr_t address, size_t size, bool write,
                           uintptr_t pc);
void finding_crash(const struct thread *thread, uintptr_t address, int signal,
                   uintptr_t pc);
void finding_stack(const struct thread *thread, uintptr_t pc);
void finding_assert(const struct thread *thread, const char *text,
                    uintptr_t pc);
void finding_shared_full(const char *name, size_t bytes, uintptr_t pc);
void finding_on_host(const char *what, uintptr_t pc);

void finding_unset(const struct thread *thread, uintptr_t address,
                   uintptr_t pc);
void finding_operation_bounds(uintptr_t address, size_t size, const char *what,
                              uintptr_t pc);
/* `used`: where the host does; or 0. */
void finding_never_written(const struct fetched_copy *copy, uintptr_t used);

/* Of the host's calls. */
void finding_free(const char *how, uintptr_t pc);
void finding_copy(const char *how, uintptr_t pc);
void finding_launch(const char *kernel, const char *why, uintptr_t pc);
void finding_timing(uint32_t launch, uintptr_t pc);
void finding_leak(const struct allocation *allocation);

/* A checksum of all that was reported so far. */
uint64_t finding_sum(void);

/* Not a mistake, shown all the same; and something that cannot be judged. */
void finding_note(const char *text, uintptr_t pc);
_Noreturn void finding_not_judged(const char *text, uintptr_t pc);

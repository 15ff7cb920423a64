/* The call-outs of -fsanitize=thread, and what is checked at each of them. */
#include "access.h"

#include <string.h>

#include "count.h"
#include "doubt.h"
#include "fetched.h"
#include "finding.h"
#include "guard.h"
#include "known.h"
#include "memory.h"
#include "order.h"
#include "settings.h"
#include "shadow.h"
#include "thread.h"

#define CALLER ((uintptr_t)__builtin_return_address(0))

void access_guessed(struct thread *thread)
{
    struct guess *guess = &thread->guess;
    if (guess->waits)
        finding_race(thread, thread->block->launch->op, SHADOW_READ,
                     guess->size, guess->pc, &guess->race);
    guess->waits = false;
}

static struct thread *thread_named(uint32_t name)
{
    for (int i = 0; i < worker->blocks; i++) {
        struct block *block = &worker->slot[i];
        struct thread *thread = &block->thread[name % BLOCK_THREADS];
        if (block->open && known_name(thread) == name &&
            thread->state != THREAD_DONE)
            return thread;
    }
    return NULL;
}

static bool is_atomic(enum shadow_kind kind)
{
    return kind == SHADOW_ATOMIC || kind == SHADOW_ATOMIC_BLOCK;
}

/* A race between a plain load and an atomic change of one launch, if whoever
 * loaded can still compare. */
static bool access_guesses(uint32_t operation, enum shadow_kind kind,
                           uintptr_t pc, size_t size,
                           const struct shadow_race *race)
{
    const struct stamp *earlier = &race->earlier;
    struct guess guess = {true, race->address, pc, size, *race};
    struct thread *reader = worker ? worker->thread : NULL;
    if (!reader || earlier->operation != operation)
        return false;
    if (is_atomic(kind) && earlier->kind == SHADOW_READ) {
        guess.pc = earlier->pc;
        guess.race.earlier.thread = known_name(reader);
        guess.race.earlier.pc = (uint32_t)pc;
        guess.race.earlier.kind = kind;
        reader = thread_named(earlier->thread);
    } else if (kind != SHADOW_READ || !is_atomic(earlier->kind)) {
        return false;
    }
    if (!reader)
        return false;
    if (reader->guess.waits && reader->guess.address != guess.address)
        access_guessed(reader);
    reader->guess = guess;
    return true;
}

void parcours_compares(const volatile void *address, size_t size)
{
    if (!worker || parcours_mode != PARCOURS_CHECK)
        return;
    struct thread *thread = worker->thread;
    struct guess *guess = &thread->guess;
    if (guess->address - (uintptr_t)address < size)
        guess->waits = false;
    shadow_forget_reads(thread, (uintptr_t)address, size);
}

static void access_race(const struct thread *thread, uint32_t operation,
                        uintptr_t address, size_t size, enum shadow_kind kind,
                        uintptr_t pc)
{
    struct shadow_race race;
    struct doubtful *doubtful = worker ? &worker->doubtful : NULL;
    if (!shadow_access(thread, operation, address, size, kind, pc, &race) ||
        access_guesses(operation, kind, pc, size, &race))
        return;
    if (!thread || kind != SHADOW_WRITE || race.earlier.kind != SHADOW_WRITE ||
        race.earlier.operation != operation || size > sizeof doubtful->before ||
        !memory_is_alone(thread->block, address, size)) {
        finding_race(thread, operation, kind, size, pc, &race);
        return;
    }
    *doubtful = (struct doubtful){.waits = true,
                                  .address = address,
                                  .pc = pc,
                                  .size = size,
                                  .race = race};
    memcpy(doubtful->before, (const void *)address, size);
}

void access_settle(struct worker *me)
{
    struct doubtful *d = &me->doubtful;
    if (!d->waits)
        return;
    d->waits = false;
    if (memcmp(d->before, (const void *)d->address, d->size) == 0)
        finding_same_value(me->thread, d->size, d->pc, &d->race);
    else
        finding_race(me->thread, me->launch->op, SHADOW_WRITE, d->size, d->pc,
                     &d->race);
}

/* Bounds; true if the access can be made. */
static bool access_bounds(const struct thread *thread, enum memory_place place,
                          uintptr_t address, size_t size, bool write,
                          uintptr_t pc)
{
    const struct allocation *a;
    struct elf_symbol variable;
    switch (place) {
    case PLACE_GLOBAL:
    case PLACE_BOTH:
        a = memory_find(address);
        if (a && !a->freed && address + size <= a->start + a->size)
            return true;
        if (a && a->freed)
            finding_freed(thread, a, address, size, write, pc);
        else
            finding_bounds(thread, address, size, write, pc);
        return false;
    case PLACE_SHARED:
        if (thread && memory_shared_variable(thread->block, address, size) >= 0)
            return true;
        finding_bounds(thread, address, size, write, pc);
        return false;
    default:
        variable = memory_variable(address);
        if (!variable.name || address + size > variable.start + variable.size) {
            finding_bounds(thread, address, size, write, pc);
            return false;
        }
        if (place != PLACE_CONSTANT || !write)
            return true;
        finding_constant(thread, address, pc);
        return false;
    }
}

/* What a volatile access counts as. */
static enum shadow_kind access_flag(struct worker *me, enum memory_place place,
                                    enum shadow_kind kind)
{
    bool write = kind == SHADOW_FLAG_WRITE;
    me->budget -= 16; /* it may wait in a loop */
    if (place == PLACE_SHARED || place == PLACE_CONSTANT ||
        (write && !known_has_fenced(me->thread)))
        return write ? SHADOW_WRITE : SHADOW_READ;
    return kind;
}

/* Of a structure all is read, be it a gap or a field that nobody fills in: it
 * is enough that some of it was written. So it is of a word, which may be a
 * small one. */
static void access_unset(const struct thread *thread, uintptr_t address,
                         size_t size, uintptr_t pc)
{
    uintptr_t first;
    if (shadow_unwritten(address, size, &first) == size)
        finding_unset(thread, first, pc);
}

static void access_kernel(struct worker *me, uintptr_t address, size_t size,
                          enum shadow_kind kind, bool aligned, uintptr_t pc)
{
    struct thread *thread = me->thread;
    enum memory_place place = memory_place(address);
    bool write = shadow_writes(kind);
    const struct launch *launch = me->launch;
    access_settle(me);
    if (place == PLACE_OTHER) {
        if (address - (uintptr_t)launch->arguments < launch->arguments_size)
            return;
        if (write || !memory_is_readonly(address))
            finding_host_memory(thread, address, size, write, pc);
        return;
    }
    if (aligned && !(size & (size - 1)) && address & (size - 1) && size <= 16)
        finding_misaligned(thread, address, size, pc);
    if (!access_bounds(thread, place, address, size, write, pc))
        return;
    if (--me->budget <= 0)
        thread_yield();
    if (kind >= SHADOW_FLAG_READ)
        kind = access_flag(me, place, kind);
    if (kind != SHADOW_WRITE && kind != SHADOW_FLAG_WRITE &&
        place != PLACE_CONSTANT && shadow_unset(address, size) != size)
        access_unset(thread, address, size, pc);
    if (place == PLACE_CONSTANT)
        return;
    access_race(thread, thread->block->launch->op, address, size, kind, pc);
    if (kind >= SHADOW_FLAG_READ)
        known_flag(thread, address, write);
    if (write)
        shadow_set(address, size);
}

static void access_host(uintptr_t address, size_t size, bool write,
                        uintptr_t pc)
{
    enum memory_place place = memory_place(address);
    if (place == PLACE_OTHER)
        return;
    if (place != PLACE_BOTH && place != PLACE_MANAGED_VARIABLE) {
        finding_device_memory(address, size, write, pc);
        return;
    }
    if (!access_bounds(NULL, place, address, size, write, pc) ||
        parcours_mode != PARCOURS_CHECK)
        return;
    access_race(NULL, order_host(), address, size,
                write ? SHADOW_WRITE : SHADOW_READ, pc);
    if (write)
        shadow_set(address, size);
}

static inline void access_any(const volatile void *pointer, size_t size,
                              enum shadow_kind kind, bool aligned, uintptr_t pc)
{
    struct worker *me = worker;
    uintptr_t address = (uintptr_t)pointer;
    if (!me) {
        guard_host_pc = pc;
        if (address - ARENA < ARENA_SIZE || memory_place(address))
            access_host(address, size, shadow_writes(kind), pc);
        else if (fetched_any)
            fetched_access(address, size, shadow_writes(kind), pc);
        return;
    }
    struct thread *thread = me->thread;
    if (address - (uintptr_t)thread->fiber->stack < FIBER_STACK)
        return;
    guard_kernel_pc = pc;
    if (parcours_mode == PARCOURS_COUNT)
        count_access(thread, address, size,
                     kind < SHADOW_FLAG_READ ? kind
                     : shadow_writes(kind)   ? SHADOW_WRITE
                                             : SHADOW_READ,
                     pc);
    else
        access_kernel(me, address, size, kind, aligned, pc);
}

/* Some bytes have no value yet: where a copy of them goes says what follows.
 * In an exercise the judge sees all that is copied to the host. */
static void access_unwritten(const struct fetched_copy *copy)
{
    if (memory_place(copy->to) == PLACE_GLOBAL)
        return; /* copied with their state, see access_operation() */
    if (settings.report_fd != 0 || memory_place(copy->to) != PLACE_OTHER)
        finding_never_written(copy, 0);
    else
        fetched_add(copy);
}

bool access_operation(uint32_t operation, uintptr_t address, size_t size,
                      uintptr_t to, const char *what, uintptr_t pc)
{
    enum memory_place place = memory_place(address);
    if (place == PLACE_OTHER || !size)
        return true;
    const struct allocation *a = memory_find(address);
    if (place <= PLACE_BOTH &&
        (!a || a->freed || address + size > a->start + a->size)) {
        finding_operation_bounds(address, size, what, pc);
        return false;
    }
    if (parcours_mode != PARCOURS_CHECK)
        return true;
    if (to && memory_place(to) != PLACE_GLOBAL)
        doubt_outcome((const void *)address, size);
    if (to && shadow_unset(address, size) != size) {
        uintptr_t first = address;
        memory_open();
        size_t bytes = shadow_unwritten(address, size, &first);
        memory_close();
        if (bytes)
            access_unwritten(&(struct fetched_copy){to, address, size, bytes,
                                                    first, what, pc});
    }
    access_race(NULL, operation, address, size, to ? SHADOW_READ : SHADOW_WRITE,
                pc);
    if (!to)
        shadow_set(address, size);
    return true;
}

/* --- what cuda_runtime.h calls -------------------------------------------- */

void parcours_atomic(const volatile void *address, size_t size,
                     enum parcours_scope scope, uintptr_t pc)
{
    if (!worker) {
        finding_on_host("an atomic function", pc);
        return;
    }
    struct thread *thread = worker->thread;
    bool own =
        (uintptr_t)address - (uintptr_t)thread->fiber->stack < FIBER_STACK;
    if (parcours_mode == PARCOURS_CHECK)
        worker->budget -= 8;
    access_any(address, size,
               scope == SCOPE_BLOCK ? SHADOW_ATOMIC_BLOCK : SHADOW_ATOMIC, true,
               pc);
    if (parcours_mode == PARCOURS_CHECK && !own)
        known_atomic(thread, (uintptr_t)address);
}

void parcours_load(const volatile void *address, size_t size, uintptr_t pc)
{
    access_any(address, size, SHADOW_READ, true, pc);
}

void parcours_store(const volatile void *address, size_t size, uintptr_t pc)
{
    access_any(address, size, SHADOW_WRITE, true, pc);
}

/* An access to an array of a function's own, or a constant one, by an index:
 * such calls are put before them by the compiler (grader/compiler). */
void parcours_within(const char *at, size_t size, const char *array,
                     size_t whole);
void parcours_within(const char *at, size_t size, const char *array,
                     size_t whole)
{
    if ((size_t)(at - array) > whole - size)
        finding_within(worker ? worker->thread : NULL, at - array, size, whole,
                       (uintptr_t)__builtin_return_address(0));
}

void parcours_fence(int near)
{
    if (!worker)
        return;
    if (parcours_mode == PARCOURS_CHECK)
        known_fence(worker->thread, near != 0);
    else
        parcours_yield();
}

void parcours_yield(void)
{
    if (!worker)
        return;
    parcours_patience = 16;
    thread_yield();
}

/* --- what the compiler calls ---------------------------------------------- */

#define ACCESS(name, size, kind, aligned)                 \
    void __tsan_##name(void *address)                     \
    {                                                     \
        access_any(address, size, kind, aligned, CALLER); \
    }

#define ACCESS_SIZE(n)                                          \
    ACCESS(read##n, n, SHADOW_READ, true)                       \
    ACCESS(write##n, n, SHADOW_WRITE, true)                     \
    ACCESS(unaligned_read##n, n, SHADOW_READ, false)            \
    ACCESS(unaligned_write##n, n, SHADOW_WRITE, false)          \
    ACCESS(volatile_read##n, n, SHADOW_FLAG_READ, true)         \
    ACCESS(volatile_write##n, n, SHADOW_FLAG_WRITE, true)       \
    ACCESS(unaligned_volatile_read##n, n, SHADOW_READ, false)   \
    ACCESS(unaligned_volatile_write##n, n, SHADOW_WRITE, false) \
    void __tsan_read_write##n(void *address)                    \
    {                                                           \
        access_any(address, n, SHADOW_READ, true, CALLER);      \
        access_any(address, n, SHADOW_WRITE, true, CALLER);     \
    }                                                           \
    void __tsan_unaligned_read_write##n(void *address)          \
    {                                                           \
        access_any(address, n, SHADOW_READ, false, CALLER);     \
        access_any(address, n, SHADOW_WRITE, false, CALLER);    \
    }

/* clang-format off */
ACCESS_SIZE(1)
ACCESS_SIZE(2)
ACCESS_SIZE(4)
ACCESS_SIZE(8)
ACCESS_SIZE(16)
/* clang-format on */

void __tsan_read_range(void *address, size_t size)
{
    access_any(address, size, SHADOW_READ, false, CALLER);
}

void __tsan_write_range(void *address, size_t size)
{
    access_any(address, size, SHADOW_WRITE, false, CALLER);
}

void __tsan_vptr_update(void **address, void *value)
{
    (void)value;
    access_any(address, sizeof *address, SHADOW_WRITE, true, CALLER);
}

void __tsan_vptr_read(void **address)
{
    access_any(address, sizeof *address, SHADOW_READ, true, CALLER);
}

void __tsan_init(void)
{
}

void __tsan_func_entry(void *caller)
{
    (void)caller;
}

void __tsan_func_exit(void)
{
}

/* The learner's calls of library functions are renamed to these, see program.c.
 */

static void range(const void *address, size_t size, enum shadow_kind kind,
                  uintptr_t pc)
{
    if (size && parcours_mode != PARCOURS_FAST)
        access_any(address, size, kind, false, pc);
}

void *parcours_memcpy(void *to, const void *from, size_t size)
{
    range(from, size, SHADOW_READ, CALLER);
    range(to, size, SHADOW_WRITE, CALLER);
    return memcpy(to, from, size);
}

void *parcours_memmove(void *to, const void *from, size_t size)
{
    range(from, size, SHADOW_READ, CALLER);
    range(to, size, SHADOW_WRITE, CALLER);
    return memmove(to, from, size);
}

void *parcours_memset(void *to, int byte, size_t size)
{
    range(to, size, SHADOW_WRITE, CALLER);
    return memset(to, byte, size);
}

/*
 * The call-outs of -fsanitize=thread for atomic operations.
 *
 * How it works. An operation is one step; the value is read and written at
 * once. What it orders follows the memory order (C11 5.1.2.4, 7.17.3): a
 * release store publishes the past of the strand in the clock of the location,
 * an acquire load of the location takes it over. A read-modify-write adds to
 * the clock and so goes on with a release sequence; a plain store starts anew.
 * Relaxed operations take part only through fences.
 */
#include <stdbool.h>
#include <string.h>

#include "access.h"
#include "cores.h"
#include "object.h"
#include "run.h"
#include "scheduler.h"
#include "state.h"
#include "strand.h"

enum order { RELAXED, CONSUME, ACQUIRE, RELEASE, ACQ_REL, SEQ_CST };

#define ORDER_MASK 7 /* the rest are hints of the compiler */

struct atomic {
    struct object base;
    struct vclock clock;
};

static bool order_acquires(int order)
{
    order &= ORDER_MASK;
    return order != RELAXED && order != RELEASE;
}

static bool order_releases(int order)
{
    order &= ORDER_MASK;
    return order == RELEASE || order == ACQ_REL || order == SEQ_CST;
}

static struct atomic *atomic_at(const volatile void *address)
{
    return object_at(address, OBJECT_ATOMIC, sizeof(struct atomic));
}

static void atomic_acquire(const struct atomic *atomic, int order)
{
    struct strand *strand = scheduler_current()->strand;
    if (order_acquires(order))
        strand_acquire(strand, &atomic->clock);
    else
        vclock_join(&strand->to_acquire, &atomic->clock);
}

static void atomic_loads(const volatile void *address, int order)
{
    atomic_acquire(atomic_at(address), order);
}

static void atomic_stores(const volatile void *address, int order)
{
    struct strand *strand = scheduler_current()->strand;
    struct atomic *atomic = atomic_at(address);
    if (order_releases(order))
        strand_release_store(strand, &atomic->clock);
    else if (strand->fenced)
        vclock_copy(&atomic->clock, &strand->to_release);
    else
        vclock_clear(&atomic->clock);
}

static void atomic_modifies(const volatile void *address, int order)
{
    struct strand *strand = scheduler_current()->strand;
    struct atomic *atomic = atomic_at(address);
    atomic_acquire(atomic, order);
    if (order_releases(order))
        strand_release(strand, &atomic->clock);
    else if (strand->fenced)
        vclock_join(&atomic->clock, &strand->to_release);
}

/* The effects of an operation beyond its value. */
static void atomic_load(const volatile void *address, size_t size, int order,
                        uintptr_t pc)
{
    if (!run_active)
        return;
    access_memory(address, size, ACCESS_ATOMIC_READ, pc);
    if (!cores_on)
        atomic_loads(address, order);
}

static void atomic_store(const volatile void *address, size_t size, int order,
                         uintptr_t pc)
{
    if (!run_active)
        return;
    access_memory(address, size, ACCESS_ATOMIC_WRITE, pc);
    if (!cores_on)
        atomic_stores(address, order);
    else if ((order & ORDER_MASK) == SEQ_CST)
        cores_charge(COST_ATOMIC);
}

static void atomic_modify(const volatile void *address, size_t size, int order,
                          uintptr_t pc)
{
    if (!run_active)
        return;
    access_memory(address, size, ACCESS_ATOMIC_WRITE, pc);
    cores_charge(COST_ATOMIC);
    if (!cores_on)
        atomic_modifies(address, order);
}

static void atomic_compared(const volatile void *address, size_t size,
                            bool equal, int order, int failed, uintptr_t pc)
{
    if (!run_active || cores_on)
        return;
    access_check(address, size,
                 equal ? ACCESS_ATOMIC_WRITE : ACCESS_ATOMIC_READ, pc);
    if (equal)
        atomic_modifies(address, order);
    else
        atomic_loads(address, failed);
}

/* In virtual time a comparison costs the same whether it succeeds or not. */
static void atomic_compares(const volatile void *address, size_t size,
                            uintptr_t pc)
{
    if (!run_active)
        return;
    if (cores_on)
        access_memory(address, size, ACCESS_ATOMIC_WRITE, pc);
    else
        scheduler_point(pc);
    cores_charge(COST_ATOMIC);
}

static bool atomic_weak_fails(uintptr_t pc)
{
    return run_active && scheduler_failure(pc);
}

#define ATOMIC_FETCH(bits, type, name, result)                       \
    type __tsan_atomic##bits##_fetch_##name(volatile type *address,  \
                                            type operand, int order) \
    {                                                                \
        atomic_modify(address, sizeof(type), order, CALLER);         \
        type old = *address;                                         \
        *address = (type)(result);                                   \
        return old;                                                  \
    }

#define ATOMIC_COMPARE(bits, type)                                             \
    static bool atomic##bits##_compare(volatile type *address, type *expected, \
                                       type desired, bool fails, int order,    \
                                       int failed, uintptr_t pc)               \
    {                                                                          \
        bool equal = *address == *expected && !fails;                          \
        atomic_compared(address, sizeof(type), equal, order, failed, pc);      \
        if (equal)                                                             \
            *address = desired;                                                \
        else                                                                   \
            *expected = *address;                                              \
        return equal;                                                          \
    }                                                                          \
    int __tsan_atomic##bits##_compare_exchange_strong(                         \
        volatile type *address, type *expected, type desired, int order,       \
        int failed)                                                            \
    {                                                                          \
        atomic_compares(address, sizeof(type), CALLER);                        \
        return atomic##bits##_compare(address, expected, desired, false,       \
                                      order, failed, CALLER);                  \
    }                                                                          \
    int __tsan_atomic##bits##_compare_exchange_weak(                           \
        volatile type *address, type *expected, type desired, int order,       \
        int failed)                                                            \
    {                                                                          \
        atomic_compares(address, sizeof(type), CALLER);                        \
        bool fails = atomic_weak_fails(CALLER);                                \
        return atomic##bits##_compare(address, expected, desired, fails,       \
                                      order, failed, CALLER);                  \
    }                                                                          \
    type __tsan_atomic##bits##_compare_exchange_val(                           \
        volatile type *address, type expected, type desired, int order,        \
        int failed)                                                            \
    {                                                                          \
        atomic_compares(address, sizeof(type), CALLER);                        \
        atomic##bits##_compare(address, &expected, desired, false, order,      \
                               failed, CALLER);                                \
        return expected;                                                       \
    }

#define ATOMIC(bits, type)                                                   \
    type __tsan_atomic##bits##_load(const volatile type *address, int order) \
    {                                                                        \
        atomic_load(address, sizeof(type), order, CALLER);                   \
        return *address;                                                     \
    }                                                                        \
    void __tsan_atomic##bits##_store(volatile type *address, type value,     \
                                     int order)                              \
    {                                                                        \
        atomic_store(address, sizeof(type), order, CALLER);                  \
        *address = value;                                                    \
    }                                                                        \
    type __tsan_atomic##bits##_exchange(volatile type *address, type value,  \
                                        int order)                           \
    {                                                                        \
        atomic_modify(address, sizeof(type), order, CALLER);                 \
        type old = *address;                                                 \
        *address = value;                                                    \
        return old;                                                          \
    }                                                                        \
    ATOMIC_FETCH(bits, type, add, old + operand)                             \
    ATOMIC_FETCH(bits, type, sub, old - operand)                             \
    ATOMIC_FETCH(bits, type, and, old &operand)                              \
    ATOMIC_FETCH(bits, type, or, old | operand)                              \
    ATOMIC_FETCH(bits, type, xor, old ^ operand)                             \
    ATOMIC_FETCH(bits, type, nand, ~(old & operand))                         \
    ATOMIC_COMPARE(bits, type)

typedef unsigned __int128 uint128;

/* clang-format off */
ATOMIC(8, uint8_t)
ATOMIC(16, uint16_t)
ATOMIC(32, uint32_t)
ATOMIC(64, uint64_t)
ATOMIC(128, uint128)
/* clang-format on */

void __tsan_atomic_thread_fence(int order)
{
    if (!run_active)
        return;
    struct strand *strand = scheduler_current()->strand;
    scheduler_point(CALLER);
    if (order_acquires(order))
        strand_fence_acquire(strand);
    if (order_releases(order))
        strand_fence_release(strand);
}

void __tsan_atomic_signal_fence(int order)
{
    (void)order;
}

/*
 * Atomic objects of any other size, with the interface of libatomic: a lock
 * there, one step here.
 */
void explore___atomic_load(size_t size, const volatile void *address,
                           void *value, int order)
{
    atomic_load(address, size, order, CALLER);
    memcpy(value, (const void *)address, size);
}

void explore___atomic_store(size_t size, volatile void *address,
                            const void *value, int order)
{
    atomic_store(address, size, order, CALLER);
    memcpy((void *)address, value, size);
}

void explore___atomic_exchange(size_t size, volatile void *address,
                               const void *value, void *old, int order)
{
    atomic_modify(address, size, order, CALLER);
    memcpy(old, (const void *)address, size);
    memcpy((void *)address, value, size);
}

bool explore___atomic_compare_exchange(size_t size, volatile void *address,
                                       void *expected, const void *desired,
                                       int order, int failed)
{
    atomic_compares(address, size, CALLER);
    bool equal = !memcmp((const void *)address, expected, size);
    atomic_compared(address, size, equal, order, failed, CALLER);
    if (equal)
        memcpy((void *)address, desired, size);
    else
        memcpy(expected, (const void *)address, size);
    return equal;
}

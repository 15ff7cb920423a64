/*
 * The call-outs of -fsanitize=thread for C11 and C++ atomics. In a kernel they
 * are atomic accesses; orders stronger than relaxed act as fences.
 */
#include <stdbool.h>
#include <stdint.h>

#include "known.h"
#include "thread.h"

#define CALLER ((uintptr_t)__builtin_return_address(0))

static void atomic_note(const volatile void *address, size_t size, int order,
                        uintptr_t pc)
{
    if (!worker)
        return;
    if (order != __ATOMIC_RELAXED && parcours_mode == PARCOURS_CHECK)
        known_fence(worker->thread, false);
    parcours_atomic(address, size, SCOPE_DEVICE, pc);
}

#define RMW(bits, type, name)                                             \
    type __tsan_atomic##bits##_fetch_##name(volatile type *p, type value, \
                                            int order)                    \
    {                                                                     \
        atomic_note(p, sizeof *p, order, CALLER);                         \
        return __atomic_fetch_##name(p, value, __ATOMIC_SEQ_CST);         \
    }

#define EXCHANGE(bits, type, name, weak)                                   \
    int __tsan_atomic##bits##_compare_exchange_##name(                     \
        volatile type *p, type *expected, type value, int order, int fail) \
    {                                                                      \
        (void)fail;                                                        \
        atomic_note(p, sizeof *p, order, CALLER);                          \
        return __atomic_compare_exchange_n(                                \
            p, expected, value, weak, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST); \
    }

#define ATOMICS(bits, type)                                                   \
    type __tsan_atomic##bits##_load(const volatile type *p, int order)        \
    {                                                                         \
        atomic_note(p, sizeof *p, order, CALLER);                             \
        return __atomic_load_n(p, __ATOMIC_SEQ_CST);                          \
    }                                                                         \
    void __tsan_atomic##bits##_store(volatile type *p, type value, int order) \
    {                                                                         \
        atomic_note(p, sizeof *p, order, CALLER);                             \
        __atomic_store_n(p, value, __ATOMIC_SEQ_CST);                         \
    }                                                                         \
    type __tsan_atomic##bits##_exchange(volatile type *p, type value,         \
                                        int order)                            \
    {                                                                         \
        atomic_note(p, sizeof *p, order, CALLER);                             \
        return __atomic_exchange_n(p, value, __ATOMIC_SEQ_CST);               \
    }                                                                         \
    RMW(bits, type, add)                                                      \
    RMW(bits, type, sub)                                                      \
    RMW(bits, type, and)                                                      \
    RMW(bits, type, or)                                                       \
    RMW(bits, type, xor)                                                      \
    EXCHANGE(bits, type, strong, false)                                       \
    EXCHANGE(bits, type, weak, true)

/* clang-format off */
ATOMICS(8, uint8_t)
ATOMICS(16, uint16_t)
ATOMICS(32, uint32_t)
ATOMICS(64, uint64_t)
/* clang-format on */

void __tsan_atomic_thread_fence(int order)
{
    (void)order;
    parcours_fence(0);
}

void __tsan_atomic_signal_fence(int order)
{
    (void)order;
}

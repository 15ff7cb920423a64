/*
 * access_atomic.c - atomic operations of a file compiled with
 * -fsanitize=thread: carried out as they are; they order threads.
 */
#include <stdbool.h>
#include <stdint.h>

#include "layer.h"
#include "shadow.h"
#include "thread.h"

/* What an operation of that order gives to others, and gets of them. */
static void gives(const volatile void *at, int order)
{
    if (thread_many && order >= __ATOMIC_RELEASE)
        thread_release((const void *)at);
}

static void gets(const volatile void *at, int order)
{
    bool takes = order != __ATOMIC_RELAXED && order != __ATOMIC_RELEASE;
    if (thread_many && takes)
        thread_acquire((const void *)at);
}

/* A load is none: it may stand beside plain reads. */
static inline __attribute__((always_inline)) void
changes(const volatile void *at, int bits)
{
    if (thread_many)
        shadow_access((const void *)at, bits / 8, SHADOW_ATOMIC,
                      layer_place(__builtin_return_address(0)));
}

#define RMW(bits, name)                                                \
    uint##bits##_t __tsan_atomic##bits##_##name(                       \
        volatile uint##bits##_t *at, uint##bits##_t value, int order); \
    uint##bits##_t __tsan_atomic##bits##_##name(                       \
        volatile uint##bits##_t *at, uint##bits##_t value, int order)  \
    {                                                                  \
        changes(at, bits);                                             \
        gives(at, order);                                              \
        value = __atomic_##name(at, value, __ATOMIC_SEQ_CST);          \
        gets(at, order);                                               \
        return value;                                                  \
    }

#define EXCHANGE_IF(bits, name)                                              \
    bool __tsan_atomic##bits##_compare_exchange_##name(                      \
        volatile uint##bits##_t *at, uint##bits##_t *expected,               \
        uint##bits##_t value, int order, int other);                         \
    bool __tsan_atomic##bits##_compare_exchange_##name(                      \
        volatile uint##bits##_t *at, uint##bits##_t *expected,               \
        uint##bits##_t value, int order, int other)                          \
    {                                                                        \
        changes(at, bits);                                                   \
        gives(at, order);                                                    \
        bool done = __atomic_compare_exchange_n(                             \
            at, expected, value, false, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST); \
        gets(at, done ? order : other);                                      \
        return done;                                                         \
    }

#define ATOMIC(bits)                                                   \
    uint##bits##_t __tsan_atomic##bits##_load(                         \
        const volatile uint##bits##_t *at, int order);                 \
    uint##bits##_t __tsan_atomic##bits##_load(                         \
        const volatile uint##bits##_t *at, int order)                  \
    {                                                                  \
        uint##bits##_t value = __atomic_load_n(at, __ATOMIC_SEQ_CST);  \
        gets(at, order);                                               \
        return value;                                                  \
    }                                                                  \
    void __tsan_atomic##bits##_store(volatile uint##bits##_t *at,      \
                                     uint##bits##_t value, int order); \
    void __tsan_atomic##bits##_store(volatile uint##bits##_t *at,      \
                                     uint##bits##_t value, int order)  \
    {                                                                  \
        changes(at, bits);                                             \
        gives(at, order);                                              \
        __atomic_store_n(at, value, __ATOMIC_SEQ_CST);                 \
    }                                                                  \
    uint##bits##_t __tsan_atomic##bits##_exchange(                     \
        volatile uint##bits##_t *at, uint##bits##_t value, int order); \
    uint##bits##_t __tsan_atomic##bits##_exchange(                     \
        volatile uint##bits##_t *at, uint##bits##_t value, int order)  \
    {                                                                  \
        changes(at, bits);                                             \
        gives(at, order);                                              \
        value = __atomic_exchange_n(at, value, __ATOMIC_SEQ_CST);      \
        gets(at, order);                                               \
        return value;                                                  \
    }                                                                  \
    RMW(bits, fetch_add)                                               \
    RMW(bits, fetch_sub)                                               \
    RMW(bits, fetch_and)                                               \
    RMW(bits, fetch_or)                                                \
    RMW(bits, fetch_xor)                                               \
    RMW(bits, fetch_nand)                                              \
    EXCHANGE_IF(bits, strong)                                          \
    EXCHANGE_IF(bits, weak)

ATOMIC(8)
ATOMIC(16)
ATOMIC(32)
ATOMIC(64)

void __tsan_atomic_thread_fence(int order);
void __tsan_atomic_thread_fence(int order)
{
    static const char all = 0; /* whatever is stored or read around it */
    gives(&all, order);
    __atomic_thread_fence(__ATOMIC_SEQ_CST);
    gets(&all, order);
}

void __tsan_atomic_signal_fence(int order);
void __tsan_atomic_signal_fence(int order)
{
    (void)order;
    __atomic_signal_fence(__ATOMIC_SEQ_CST);
}

/*
 * access_atomic.c - atomic operations of a file compiled with
 * -fsanitize=thread: carried out as they are.
 */
#include <stdbool.h>
#include <stdint.h>

#define RMW(bits, name)                                                \
    uint##bits##_t __tsan_atomic##bits##_##name(                       \
        volatile uint##bits##_t *at, uint##bits##_t value, int order); \
    uint##bits##_t __tsan_atomic##bits##_##name(                       \
        volatile uint##bits##_t *at, uint##bits##_t value, int order)  \
    {                                                                  \
        (void)order;                                                   \
        return __atomic_##name(at, value, __ATOMIC_SEQ_CST);           \
    }

#define EXCHANGE_IF(bits, name)                                              \
    bool __tsan_atomic##bits##_compare_exchange_##name(                      \
        volatile uint##bits##_t *at, uint##bits##_t *expected,               \
        uint##bits##_t value, int order, int other);                         \
    bool __tsan_atomic##bits##_compare_exchange_##name(                      \
        volatile uint##bits##_t *at, uint##bits##_t *expected,               \
        uint##bits##_t value, int order, int other)                          \
    {                                                                        \
        (void)order;                                                         \
        (void)other;                                                         \
        return __atomic_compare_exchange_n(                                  \
            at, expected, value, false, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST); \
    }

#define ATOMIC(bits)                                                   \
    uint##bits##_t __tsan_atomic##bits##_load(                         \
        const volatile uint##bits##_t *at, int order);                 \
    uint##bits##_t __tsan_atomic##bits##_load(                         \
        const volatile uint##bits##_t *at, int order)                  \
    {                                                                  \
        (void)order;                                                   \
        return __atomic_load_n(at, __ATOMIC_SEQ_CST);                  \
    }                                                                  \
    void __tsan_atomic##bits##_store(volatile uint##bits##_t *at,      \
                                     uint##bits##_t value, int order); \
    void __tsan_atomic##bits##_store(volatile uint##bits##_t *at,      \
                                     uint##bits##_t value, int order)  \
    {                                                                  \
        (void)order;                                                   \
        __atomic_store_n(at, value, __ATOMIC_SEQ_CST);                 \
    }                                                                  \
    uint##bits##_t __tsan_atomic##bits##_exchange(                     \
        volatile uint##bits##_t *at, uint##bits##_t value, int order); \
    uint##bits##_t __tsan_atomic##bits##_exchange(                     \
        volatile uint##bits##_t *at, uint##bits##_t value, int order)  \
    {                                                                  \
        (void)order;                                                   \
        return __atomic_exchange_n(at, value, __ATOMIC_SEQ_CST);       \
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
    (void)order;
    __atomic_thread_fence(__ATOMIC_SEQ_CST);
}

void __tsan_atomic_signal_fence(int order);
void __tsan_atomic_signal_fence(int order)
{
    (void)order;
    __atomic_signal_fence(__ATOMIC_SEQ_CST);
}

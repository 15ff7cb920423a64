/*
 * fences.c - has ThreadSanitizer understand fences.
 *
 * ThreadSanitizer lets atomic_thread_fence pass without a word, and then
 * accuses the best-known work-stealing deque, whose relaxed stores are ordered
 * by fences.  Once a program has come to a fence, all of its atomic operations
 * are told as seq_cst ones here: a store behind a release fence does release,
 * a load before an acquire fence does acquire, and whoever sees such a store
 * comes after the fence.  That hides mistakes in the orders of programs with
 * fences, and invents none; the explorer knows fences, and finds those.
 *
 * Each wrapper ends in a jump: the line of an access is that of who calls.
 */
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

static atomic_bool fenced;

void __real___tsan_atomic_thread_fence(int order);
void __wrap___tsan_atomic_thread_fence(int order);
void __wrap___tsan_atomic_thread_fence(int order)
{
    atomic_store_explicit(&fenced, true, memory_order_relaxed);
    __real___tsan_atomic_thread_fence(order);
}

#define JUMPS __attribute__((optimize("O2", "optimize-sibling-calls")))

static inline __attribute__((always_inline)) int told(int order)
{
    return atomic_load_explicit(&fenced, memory_order_relaxed)
               ? __ATOMIC_SEQ_CST
               : order;
}

#define WRAP(result, name, parameters, arguments)      \
    result __real___tsan_atomic##name parameters;      \
    result __wrap___tsan_atomic##name parameters;      \
    JUMPS result __wrap___tsan_atomic##name parameters \
    {                                                  \
        return __real___tsan_atomic##name arguments;   \
    }

#define WRAP_CHANGE(bits, type, name)                                  \
    WRAP(type, bits##_##name, (volatile type * at, type x, int order), \
         (at, x, told(order)))

#define WRAP_COMPARE(bits, type, name)                                    \
    WRAP(int, bits##_##name,                                              \
         (volatile type * at, type * was, type x, int order, int failed), \
         (at, was, x, told(order), told(failed)))

#define WRAP_ALL(bits, type)                                          \
    WRAP(type, bits##_load, (const volatile type *at, int order),     \
         (at, told(order)))                                           \
    WRAP(void, bits##_store, (volatile type * at, type x, int order), \
         (at, x, told(order)))                                        \
    WRAP_CHANGE(bits, type, exchange)                                 \
    WRAP_CHANGE(bits, type, fetch_add)                                \
    WRAP_CHANGE(bits, type, fetch_sub)                                \
    WRAP_CHANGE(bits, type, fetch_and)                                \
    WRAP_CHANGE(bits, type, fetch_or)                                 \
    WRAP_CHANGE(bits, type, fetch_xor)                                \
    WRAP_CHANGE(bits, type, fetch_nand)                               \
    WRAP_COMPARE(bits, type, compare_exchange_strong)                 \
    WRAP_COMPARE(bits, type, compare_exchange_weak)

WRAP_ALL(8, uint8_t)
WRAP_ALL(16, uint16_t)
WRAP_ALL(32, uint32_t)
WRAP_ALL(64, uint64_t)

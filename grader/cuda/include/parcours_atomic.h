/*
 * Atomic functions. Each tells the runtime of its access and then does it; it
 * returns the old value.
 */
#pragma once

#include "parcours_device.h"

#if PARCOURS_CHECKED
#define PARCOURS_ATOMIC(p, scope)              \
    parcours_atomic((p), sizeof *(p), (scope), \
                    (uintptr_t)__builtin_return_address(0))
#define PARCOURS_COMPARES(p) parcours_compares((p), sizeof *(p))
#else
#define PARCOURS_ATOMIC(p, scope) ((void)0)
#define PARCOURS_COMPARES(p) ((void)0)
#endif

/* Threads that wait for others in a loop let them run: before the access, for
 * what the access learns and what it does are one step. */
#define PARCOURS_PATIENCE()          \
    do {                             \
        if (--parcours_patience < 0) \
            parcours_yield();        \
    } while (0)

template <class T, class F>
PARCOURS_PLAIN inline T parcours_change(T *p, F change)
{
    T old, next;
    __atomic_load(p, &old, __ATOMIC_RELAXED);
    do
        next = change(old);
    while (!__atomic_compare_exchange(p, &old, &next, false, __ATOMIC_RELAXED,
                                      __ATOMIC_RELAXED));
    return old;
}

template <class T> struct parcours_same {
    typedef T type;
};

#define PARCOURS_ATOMIC_FUNCTION(name, scope, expression)                   \
    template <class T>                                                      \
    PARCOURS_CALL T name(T *p, typename parcours_same<T>::type v)           \
    {                                                                       \
        PARCOURS_PATIENCE();                                                \
        PARCOURS_ATOMIC(p, scope);                                          \
        return parcours_change(                                             \
            p, [=](T old) PARCOURS_PLAIN -> T { return (T)(expression); }); \
    }                                                                       \
    template <class T>                                                      \
    PARCOURS_CALL T name(volatile T *p, typename parcours_same<T>::type v)  \
    {                                                                       \
        PARCOURS_PATIENCE();                                                \
        PARCOURS_ATOMIC(p, scope);                                          \
        return parcours_change((T *)p, [=](T old) PARCOURS_PLAIN -> T {     \
            return (T)(expression);                                         \
        });                                                                 \
    }

#define PARCOURS_ATOMICS(name, expression)                            \
    PARCOURS_ATOMIC_FUNCTION(name, SCOPE_DEVICE, expression)          \
    PARCOURS_ATOMIC_FUNCTION(name##_system, SCOPE_DEVICE, expression) \
    PARCOURS_ATOMIC_FUNCTION(name##_block, SCOPE_BLOCK, expression)

PARCOURS_ATOMICS(atomicAdd, old + v)
PARCOURS_ATOMICS(atomicSub, old - v)
PARCOURS_ATOMICS(atomicExch, v)
PARCOURS_ATOMICS(atomicMin, v < old ? v : old)
PARCOURS_ATOMICS(atomicMax, v > old ? v : old)
PARCOURS_ATOMICS(atomicAnd, old &v)
PARCOURS_ATOMICS(atomicOr, old | v)
PARCOURS_ATOMICS(atomicXor, old ^ v)
PARCOURS_ATOMICS(atomicInc, old >= v ? 0 : old + 1)
PARCOURS_ATOMICS(atomicDec, old == 0 || old > v ? v : old - 1)

#define PARCOURS_CAS(name, scope)                                          \
    template <class T>                                                     \
    PARCOURS_CALL T name(T *p, typename parcours_same<T>::type expected,   \
                         typename parcours_same<T>::type v)                \
    {                                                                      \
        PARCOURS_PATIENCE();                                               \
        PARCOURS_COMPARES(p);                                              \
        PARCOURS_ATOMIC(p, scope);                                         \
        T old = expected, next = v;                                        \
        __atomic_compare_exchange(p, &old, &next, false, __ATOMIC_RELAXED, \
                                  __ATOMIC_RELAXED);                       \
        return old;                                                        \
    }                                                                      \
    template <class T>                                                     \
    PARCOURS_CALL T name(volatile T *p,                                    \
                         typename parcours_same<T>::type expected,         \
                         typename parcours_same<T>::type v)                \
    {                                                                      \
        PARCOURS_PATIENCE();                                               \
        PARCOURS_COMPARES(p);                                              \
        PARCOURS_ATOMIC(p, scope);                                         \
        T old = expected, next = v;                                        \
        __atomic_compare_exchange((T *)p, &old, &next, false,              \
                                  __ATOMIC_RELAXED, __ATOMIC_RELAXED);     \
        return old;                                                        \
    }

PARCOURS_CAS(atomicCAS, SCOPE_DEVICE)
PARCOURS_CAS(atomicCAS_system, SCOPE_DEVICE)
PARCOURS_CAS(atomicCAS_block, SCOPE_BLOCK)

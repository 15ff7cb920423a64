/* Barriers of blocks and operations of warps. */
#pragma once

#include "parcours_device.h"

#define PARCOURS_FULL 0xffffffffu

PARCOURS_CALL void __syncthreads()
{
    parcours_barrier(BARRIER_SYNC, 0, PARCOURS_PC);
}
PARCOURS_CALL int __syncthreads_or(int predicate)
{
    return parcours_barrier(BARRIER_OR, predicate, PARCOURS_PC);
}
PARCOURS_CALL int __syncthreads_and(int predicate)
{
    return parcours_barrier(BARRIER_AND, predicate, PARCOURS_PC);
}
PARCOURS_CALL int __syncthreads_count(int predicate)
{
    return parcours_barrier(BARRIER_COUNT, predicate, PARCOURS_PC);
}

PARCOURS_PLAIN inline unsigned parcours_warp_one(enum parcours_warp kind,
                                                 unsigned mask, int argument,
                                                 uintptr_t pc)
{
    parcours_warp_call call = {kind, mask, 0, 0, 0, argument, 32, 0};
    return parcours_warp(&call, pc);
}

PARCOURS_CALL void __syncwarp(unsigned mask = PARCOURS_FULL)
{
    parcours_warp_one(WARP_SYNC, mask, 0, PARCOURS_PC);
}
PARCOURS_CALL unsigned __ballot_sync(unsigned mask, int predicate)
{
    return parcours_warp_one(WARP_BALLOT, mask, predicate != 0, PARCOURS_PC);
}
PARCOURS_CALL int __any_sync(unsigned mask, int predicate)
{
    return (int)parcours_warp_one(WARP_ANY, mask, predicate != 0, PARCOURS_PC);
}
PARCOURS_CALL int __all_sync(unsigned mask, int predicate)
{
    return (int)parcours_warp_one(WARP_ALL, mask, predicate != 0, PARCOURS_PC);
}
PARCOURS_CALL unsigned __activemask()
{
    return parcours_warp_one(WARP_ACTIVE, 0, 0, PARCOURS_PC);
}

template <class T>
PARCOURS_PLAIN inline T parcours_shuffle(enum parcours_warp kind, unsigned mask,
                                         T value, int argument, int width,
                                         uintptr_t pc)
{
    T result = value;
    parcours_warp_call call = {kind,         mask,     &value, &result,
                               sizeof value, argument, width,  0};
    parcours_warp(&call, pc);
    return result;
}

#define PARCOURS_SHUFFLE(name, kind, argument)                                 \
    template <class T>                                                         \
    PARCOURS_CALL T name(unsigned mask, T value, int argument, int width = 32) \
    {                                                                          \
        return parcours_shuffle(kind, mask, value, argument, width,            \
                                PARCOURS_PC);                                  \
    }
PARCOURS_SHUFFLE(__shfl_sync, WARP_SHUFFLE, source)
PARCOURS_SHUFFLE(__shfl_up_sync, WARP_SHUFFLE_UP, distance)
PARCOURS_SHUFFLE(__shfl_down_sync, WARP_SHUFFLE_DOWN, distance)
PARCOURS_SHUFFLE(__shfl_xor_sync, WARP_SHUFFLE_XOR, lanes)

template <class T> PARCOURS_CALL unsigned __match_any_sync(unsigned mask, T v)
{
    parcours_warp_call call = {WARP_MATCH_ANY, mask, &v, 0, sizeof v, 0, 32, 0};
    return parcours_warp(&call, PARCOURS_PC);
}
template <class T>
PARCOURS_CALL unsigned __match_all_sync(unsigned mask, T v, int *all)
{
    parcours_warp_call call = {WARP_MATCH_ALL, mask, &v, 0, sizeof v, 0, 32, 0};
    unsigned lanes = parcours_warp(&call, PARCOURS_PC);
    *all = call.all;
    return lanes;
}

#define PARCOURS_REDUCE(name, type, kind)                                  \
    PARCOURS_CALL type name(unsigned mask, type v)                         \
    {                                                                      \
        parcours_warp_call call = {kind, mask, &v, 0, sizeof v, 0, 32, 0}; \
        return (type)parcours_warp(&call, PARCOURS_PC);                    \
    }
PARCOURS_REDUCE(__reduce_add_sync, int, WARP_REDUCE_ADD)
PARCOURS_REDUCE(__reduce_add_sync, unsigned, WARP_REDUCE_ADD)
PARCOURS_REDUCE(__reduce_min_sync, int, WARP_REDUCE_MIN)
PARCOURS_REDUCE(__reduce_min_sync, unsigned, WARP_REDUCE_MIN_UNSIGNED)
PARCOURS_REDUCE(__reduce_max_sync, int, WARP_REDUCE_MAX)
PARCOURS_REDUCE(__reduce_max_sync, unsigned, WARP_REDUCE_MAX_UNSIGNED)
PARCOURS_REDUCE(__reduce_and_sync, unsigned, WARP_REDUCE_AND)
PARCOURS_REDUCE(__reduce_or_sync, unsigned, WARP_REDUCE_OR)
PARCOURS_REDUCE(__reduce_xor_sync, unsigned, WARP_REDUCE_XOR)

PARCOURS_CALL void __threadfence()
{
    parcours_fence(0);
}
PARCOURS_CALL void __threadfence_block()
{
    parcours_fence(1);
}
PARCOURS_CALL void __threadfence_system()
{
    parcours_fence(0);
}
PARCOURS_CALL void __nanosleep(unsigned)
{
    parcours_yield();
}
PARCOURS_CALL void __trap()
{
    parcours_trap(PARCOURS_PC);
}
PARCOURS_CALL long long clock64()
{
    return parcours_clock();
}

/*
 * What our cuda_runtime.h asks of the runtime. C and C++.
 *
 * `pc` is always the address that the learner's call returns to: reports name
 * its line. Functions marked "kernel" may be called by CUDA threads only.
 */
#pragma once

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* How the program was compiled; the translated source defines the variable. */
enum parcours_mode { PARCOURS_FAST, PARCOURS_CHECK, PARCOURS_COUNT };
extern const int parcours_mode;

struct parcours_launch {
    unsigned grid[3], block[3];
    size_t shared; /* bytes of dynamic shared memory */
    void *stream;
    const char *kernel;
    int line;
};

/*
 * Runs enter(arguments) once for each thread. The arguments, `size` bytes, are
 * copied. Returns a cudaError_t; errors of the configuration are kept for
 * cudaGetLastError() as well.
 */
int parcours_launch(const struct parcours_launch *launch,
                    void (*enter)(void *arguments), const void *arguments,
                    size_t size, int cooperative, uintptr_t pc);

/* Kernel: the block's variable with this identity; made at the first call. */
void *parcours_shared(const void *identity, const char *name, size_t size);

/* Kernel: dynamic shared memory of the block. */
void *parcours_dynamic(void);

enum parcours_barrier { BARRIER_SYNC, BARRIER_OR, BARRIER_AND, BARRIER_COUNT };

/* Kernel: __syncthreads() and its variants. */
int parcours_barrier(enum parcours_barrier kind, int predicate, uintptr_t pc);

/* Kernel: says that some threads end here; the translator puts it. */
void parcours_return(void);

enum parcours_warp {
    WARP_SYNC,
    WARP_SHUFFLE,
    WARP_SHUFFLE_UP,
    WARP_SHUFFLE_DOWN,
    WARP_SHUFFLE_XOR,
    WARP_BALLOT,
    WARP_ANY,
    WARP_ALL,
    WARP_MATCH_ANY,
    WARP_MATCH_ALL,
    WARP_REDUCE_ADD,
    WARP_REDUCE_MIN,
    WARP_REDUCE_MAX,
    WARP_REDUCE_MIN_UNSIGNED,
    WARP_REDUCE_MAX_UNSIGNED,
    WARP_REDUCE_AND,
    WARP_REDUCE_OR,
    WARP_REDUCE_XOR,
    WARP_ACTIVE
};

struct parcours_warp_call {
    enum parcours_warp kind;
    unsigned mask;
    const void *value; /* `size` bytes of this lane */
    void *result;      /* as many */
    size_t size;
    int argument; /* source lane, distance, lane mask or predicate */
    int width;    /* of a segment: a power of two up to 32 */
    int all;      /* out, of WARP_MATCH_ALL */
};

/* Kernel: returns once all lanes of the mask have called. */
unsigned parcours_warp(struct parcours_warp_call *call, uintptr_t pc);

enum parcours_scope { SCOPE_DEVICE, SCOPE_BLOCK };

/*
 * To be called before an access that the compiler does not call out for:
 * atomics, in kernels only, cached loads, assignments of vectors.
 */
void parcours_atomic(const volatile void *address, size_t size,
                     enum parcours_scope scope, uintptr_t pc);
/* Before atomicCAS(), with the same address. */
void parcours_compares(const volatile void *address, size_t size);
void parcours_load(const volatile void *address, size_t size, uintptr_t pc);
void parcours_store(const volatile void *address, size_t size, uintptr_t pc);

/* Kernel: a fence, for the block alone or for all; waiting; and a barrier over
 * the whole grid. */
void parcours_fence(int near);
void parcours_yield(void);
void parcours_grid_sync(uintptr_t pc);
int parcours_lane(void);
long long parcours_clock(void);
void parcours_trap(uintptr_t pc);

/* In fast mode: atomic accesses until this thread lets others run. */
extern __thread int parcours_patience;

#ifdef __cplusplus
}
#endif

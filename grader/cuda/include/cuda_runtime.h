/*
 * The CUDA language and its runtime, for g++. The translator puts this header
 * before every program; kernel<<<...>>>() and __shared__ it has replaced by
 * calls of what stands at the end.
 */
#pragma once

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <new>
#include <tuple>
#include <type_traits>
#include <utility>

#include "cuda_runtime_api.h"
#include "math_constants.h"
#include "parcours_device.h"

#define __CUDACC__ 1

/* Functions of ours are no part of what is watched. */
#define PARCOURS_PLAIN __attribute__((no_sanitize_thread, no_sanitize_coverage))
/* Not inlined: the return address tells the learner's line. */
#if PARCOURS_CHECKED
#define PARCOURS_CALL PARCOURS_PLAIN __attribute__((noinline)) inline
#else
#define PARCOURS_CALL inline
#endif

#define __global__
#define __device__
#define __host__
#define __forceinline__ inline __attribute__((always_inline))
#define __noinline__ __attribute__((noinline))
#define __inline__ inline
#define __launch_bounds__(...)
#define __maxnreg__(...)
#define __align__(n) __attribute__((aligned(n)))
#define __grid_constant__
#define __device_builtin__
#define CUDART_CB

#include "parcours_vector.h"

/* Set by the runtime before each thread runs. */
extern const __thread parcours_index threadIdx, blockIdx, blockDim, gridDim;

/* No macro: cudaDeviceProp has a member of this name. */
static constexpr int warpSize = 32;

#define PARCOURS_PC ((uintptr_t)__builtin_return_address(0))
#if PARCOURS_CHECKED
#define PARCOURS_LOAD(p) parcours_load((p), sizeof *(p), PARCOURS_PC)
#define PARCOURS_STORE(p) parcours_store((p), sizeof *(p), PARCOURS_PC)
#else
#define PARCOURS_LOAD(p) ((void)0)
#define PARCOURS_STORE(p) ((void)0)
#endif

#include "parcours_math.h"
#include "parcours_integer.h"
#include "parcours_rounding.h"
#include "parcours_warp.h"
#include "parcours_atomic.h"

/* --- cached loads and stores ---------------------------------------------- */

#define PARCOURS_CACHED(name)                           \
    template <class T> PARCOURS_CALL T name(const T *p) \
    {                                                   \
        PARCOURS_LOAD(p);                               \
        return *p;                                      \
    }
PARCOURS_CACHED(__ldg)
PARCOURS_CACHED(__ldca)
PARCOURS_CACHED(__ldcg)
PARCOURS_CACHED(__ldcs)
PARCOURS_CACHED(__ldcv)
PARCOURS_CACHED(__ldlu)

#define PARCOURS_STORED(name)                                      \
    template <class T>                                             \
    PARCOURS_CALL void name(T *p, std::enable_if_t<true, T> value) \
    {                                                              \
        PARCOURS_STORE(p);                                         \
        *p = value;                                                \
    }
PARCOURS_STORED(__stwb)
PARCOURS_STORED(__stcg)
PARCOURS_STORED(__stcs)
PARCOURS_STORED(__stwt)

/* --- the runtime's functions that are templates --------------------------- */

template <class T> PARCOURS_CALL cudaError_t cudaMalloc(T **p, size_t size)
{
    return parcours_malloc((void **)p, size, PARCOURS_PC);
}
template <class T>
PARCOURS_CALL cudaError_t cudaMallocAsync(T **p, size_t size, cudaStream_t)
{
    return parcours_malloc((void **)p, size, PARCOURS_PC);
}
template <class T>
PARCOURS_CALL cudaError_t cudaMallocHost(T **p, size_t size, unsigned = 0)
{
    return parcours_malloc_host((void **)p, size, PARCOURS_PC);
}
template <class T>
PARCOURS_CALL cudaError_t cudaHostAlloc(T **p, size_t size, unsigned)
{
    return parcours_malloc_host((void **)p, size, PARCOURS_PC);
}
template <class T>
PARCOURS_CALL cudaError_t cudaMallocManaged(T **p, size_t size,
                                            unsigned = cudaMemAttachGlobal)
{
    return parcours_malloc_managed((void **)p, size, PARCOURS_PC);
}
template <class T>
PARCOURS_CALL cudaError_t cudaMallocPitch(T **p, size_t *pitch, size_t width,
                                          size_t height)
{
    *pitch = (width + 511) / 512 * 512;
    return parcours_malloc((void **)p, *pitch * height, PARCOURS_PC);
}
template <class T>
PARCOURS_CALL cudaError_t cudaHostGetDevicePointer(T **device, void *host,
                                                   unsigned)
{
    *device = (T *)host;
    return cudaSuccess;
}

extern "C" cudaError_t parcours_copy_symbol(void *to, const void *from,
                                            size_t size, int to_symbol,
                                            void *stream, int async,
                                            uintptr_t pc);
template <class T>
PARCOURS_CALL cudaError_t
cudaMemcpyToSymbol(T &symbol, const void *from, size_t size, size_t offset = 0,
                   cudaMemcpyKind = cudaMemcpyHostToDevice)
{
    return parcours_copy_symbol((char *)&symbol + offset, from, size, 1, 0, 0,
                                PARCOURS_PC);
}
template <class T>
PARCOURS_CALL cudaError_t
cudaMemcpyFromSymbol(void *to, const T &symbol, size_t size, size_t offset = 0,
                     cudaMemcpyKind = cudaMemcpyDeviceToHost)
{
    return parcours_copy_symbol(to, (const char *)&symbol + offset, size, 0, 0,
                                0, PARCOURS_PC);
}
template <class T>
PARCOURS_CALL cudaError_t cudaMemcpyToSymbolAsync(T &symbol, const void *from,
                                                  size_t size, size_t offset,
                                                  cudaMemcpyKind,
                                                  cudaStream_t stream = 0)
{
    return parcours_copy_symbol((char *)&symbol + offset, from, size, 1, stream,
                                1, PARCOURS_PC);
}
template <class T>
PARCOURS_CALL cudaError_t cudaMemcpyFromSymbolAsync(void *to, const T &symbol,
                                                    size_t size, size_t offset,
                                                    cudaMemcpyKind,
                                                    cudaStream_t stream = 0)
{
    return parcours_copy_symbol(to, (const char *)&symbol + offset, size, 0,
                                stream, 1, PARCOURS_PC);
}
template <class T>
PARCOURS_CALL cudaError_t cudaGetSymbolAddress(void **p, const T &symbol)
{
    *p = (void *)&symbol;
    return cudaSuccess;
}
template <class T>
PARCOURS_CALL cudaError_t cudaGetSymbolSize(size_t *size, const T &symbol)
{
    *size = sizeof symbol;
    return cudaSuccess;
}
template <class T>
PARCOURS_CALL cudaError_t cudaFuncSetAttribute(T, cudaFuncAttribute attribute,
                                               int value)
{
    return attribute == cudaFuncAttributeMaxDynamicSharedMemorySize
               ? parcours_shared_limit((size_t)value)
               : cudaSuccess;
}
template <class T>
PARCOURS_CALL cudaError_t cudaFuncSetCacheConfig(T, cudaFuncCache)
{
    return cudaSuccess;
}
template <class T>
PARCOURS_CALL cudaError_t cudaFuncGetAttributes(cudaFuncAttributes *a, T)
{
    *a = cudaFuncAttributes();
    return parcours_function_attributes(a);
}
template <class T>
PARCOURS_CALL cudaError_t cudaOccupancyMaxActiveBlocksPerMultiprocessor(
    int *blocks, T, int threads, size_t shared)
{
    return parcours_occupancy(blocks, threads, shared);
}
template <class T>
PARCOURS_CALL cudaError_t
cudaOccupancyMaxActiveBlocksPerMultiprocessorWithFlags(int *blocks, T,
                                                       int threads,
                                                       size_t shared, unsigned)
{
    return parcours_occupancy(blocks, threads, shared);
}
template <class T>
PARCOURS_CALL cudaError_t cudaFuncSetSharedMemConfig(T, cudaSharedMemConfig)
{
    return cudaSuccess;
}
template <class T>
PARCOURS_CALL cudaError_t cudaOccupancyMaxPotentialBlockSize(int *grid,
                                                             int *block, T,
                                                             size_t = 0,
                                                             int = 0)
{
    *block = 1024;
    *grid = 108;
    return cudaSuccess;
}

/* --- launches ------------------------------------------------------------- */

template <class F, class... A> struct parcours_task {
    F call;
    std::tuple<A...> arguments;
};

template <class Task, size_t... I>
PARCOURS_PLAIN inline void parcours_apply(Task *task, std::index_sequence<I...>)
{
    task->call(std::get<I>(task->arguments)...);
}

template <class F, class... A> PARCOURS_PLAIN void parcours_enter(void *data)
{
    parcours_apply((parcours_task<F, A...> *)data,
                   std::index_sequence_for<A...>());
}

struct parcours_config {
    dim3 grid, block;
    size_t shared;
    cudaStream_t stream;
    const char *kernel;
    int line;
    parcours_config(const char *name, int at, dim3 g, dim3 b, size_t s = 0,
                    cudaStream_t t = 0)
        : grid(g), block(b), shared(s), stream(t), kernel(name), line(at)
    {
    }
};

/* As nvcc's, a launch destroys what it was passed, once, on the host. */
template <class F, class... A>
PARCOURS_PLAIN __attribute__((noinline)) void
parcours_start(const parcours_config &c, F call, A... arguments)
{
    typedef parcours_task<F, A...> task;
    alignas(task) char one[sizeof(task)];
    new (one) task{call, std::tuple<A...>(arguments...)};
    struct parcours_launch launch = {{c.grid.x, c.grid.y, c.grid.z},
                                     {c.block.x, c.block.y, c.block.z},
                                     c.shared,
                                     c.stream,
                                     c.kernel,
                                     c.line};
    parcours_launch(&launch, parcours_enter<F, A...>, one, sizeof one, 0,
                    PARCOURS_PC);
}

/* cudaLaunchKernel and its cooperative sister take pointers to arguments. */
template <class... P> struct parcours_kernel {
    void (*function)(P...);
    std::tuple<P...> arguments;
};

template <class... P, size_t... I>
PARCOURS_PLAIN inline void parcours_pointers(parcours_kernel<P...> *k,
                                             void **from,
                                             std::index_sequence<I...>)
{
    (void)std::initializer_list<int>{
        (__builtin_memcpy(&std::get<I>(k->arguments), from[I],
                          sizeof(std::get<I>(k->arguments))),
         0)...};
}

template <class... P, size_t... I>
PARCOURS_PLAIN inline void parcours_invoke(parcours_kernel<P...> *k,
                                           std::index_sequence<I...>)
{
    k->function(std::get<I>(k->arguments)...);
}

template <class... P> PARCOURS_PLAIN void parcours_enter_kernel(void *data)
{
    parcours_invoke((parcours_kernel<P...> *)data,
                    std::index_sequence_for<P...>());
}

template <class... P>
PARCOURS_PLAIN inline cudaError_t
parcours_launch_kernel(void (*function)(P...), dim3 g, dim3 b, void **from,
                       size_t shared, cudaStream_t stream, int cooperative,
                       uintptr_t pc)
{
    parcours_kernel<P...> k = {function, std::tuple<P...>()};
    parcours_pointers(&k, from, std::index_sequence_for<P...>());
    struct parcours_launch launch = {
        {g.x, g.y, g.z}, {b.x, b.y, b.z},         shared,
        stream,          "(by cudaLaunchKernel)", 0};
    int error = parcours_launch(&launch, parcours_enter_kernel<P...>, &k,
                                sizeof k, cooperative, pc);
    cudaPeekAtLastError(); /* the program is told */
    return (cudaError_t)error;
}

template <class... P>
PARCOURS_CALL cudaError_t cudaLaunchKernel(void (*function)(P...), dim3 grid,
                                           dim3 block, void **arguments,
                                           size_t shared = 0,
                                           cudaStream_t stream = 0)
{
    return parcours_launch_kernel(function, grid, block, arguments, shared,
                                  stream, 0, PARCOURS_PC);
}
template <class... P>
PARCOURS_CALL cudaError_t cudaLaunchCooperativeKernel(void (*function)(P...),
                                                      dim3 grid, dim3 block,
                                                      void **arguments,
                                                      size_t shared = 0,
                                                      cudaStream_t stream = 0)
{
    return parcours_launch_kernel(function, grid, block, arguments, shared,
                                  stream, 1, PARCOURS_PC);
}

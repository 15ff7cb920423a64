/* cudaMalloc, cudaMemcpy and what else concerns memory and the device. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "access.h"
#include "count.h"
#include "errors.h"
#include "doubt.h"
#include "fetched.h"
#include "finding.h"
#include "gpu.h"
#include "guard.h"
#include "launch.h"
#include "memory.h"
#include "order.h"
#include "settings.h"
#include "shadow.h"
#include "stream.h"
#include "thread.h"

#define CALLER ((uintptr_t)__builtin_return_address(0))

/* Before main; settings.c has read the environment. */
__attribute__((constructor(102))) static void api_start(void)
{
    memory_prepare();
    if (parcours_mode == PARCOURS_CHECK)
        shadow_prepare();
    guard_prepare();
}

/* Some memory was freed, other was not: forgotten, not left to the exit. */
static void api_leaks(void)
{
    bool any = false;
    for (size_t i = 0; i < memory_count(); i++)
        any |= memory_nth(i)->freed;
    for (size_t i = 0; any && i < memory_count(); i++)
        if (!memory_nth(i)->freed)
            finding_leak(memory_nth(i));
}

__attribute__((destructor)) static void api_end(void)
{
    launch_report_unasked();
    fetched_end();
    doubt_end();
    if (parcours_mode == PARCOURS_CHECK)
        api_leaks();
    if (parcours_mode == PARCOURS_COUNT)
        count_print();
}

/* --- allocation ----------------------------------------------------------- */

static cudaError_t api_allocate(void **pointer, size_t size,
                                enum memory_kind kind, uintptr_t pc)
{
    if (!pointer)
        return error_set(cudaErrorInvalidValue);
    *pointer = NULL;
    if (!size)
        return cudaSuccess;
    *pointer = memory_allocate(size, kind, pc);
    return *pointer ? cudaSuccess : error_set(cudaErrorMemoryAllocation);
}

cudaError_t parcours_malloc(void **pointer, size_t size, uintptr_t pc)
{
    return api_allocate(pointer, size, MEMORY_DEVICE, pc);
}

cudaError_t parcours_malloc_host(void **pointer, size_t size, uintptr_t pc)
{
    return api_allocate(pointer, size, MEMORY_PINNED, pc);
}

cudaError_t parcours_malloc_managed(void **pointer, size_t size, uintptr_t pc)
{
    return api_allocate(pointer, size, MEMORY_MANAGED, pc);
}

static cudaError_t api_free(void *pointer, bool host, uintptr_t pc)
{
    struct allocation *a = memory_find((uintptr_t)pointer);
    const char *how = NULL;
    /* a kernel has no destructors to run for what it was passed; g++ has */
    if (!pointer || worker)
        return cudaSuccess;
    if (!a)
        how = "the pointer does not come from cudaMalloc() or the like";
    else if (a->start != (uintptr_t)pointer)
        how = "the pointer is not the start of the allocation";
    else if (a->freed)
        how = "it has been freed before";
    else if ((a->kind == MEMORY_PINNED) != host)
        how = host ? "cudaFreeHost() is for pinned memory"
                   : "cudaFree() is not for pinned memory";
    if (how) {
        finding_free(how, pc);
        return error_set(cudaErrorInvalidValue);
    }
    order_wait_all();
    memory_free(a, pc);
    return cudaSuccess;
}

cudaError_t cudaFree(void *pointer)
{
    return api_free(pointer, false, CALLER);
}

cudaError_t cudaFreeHost(void *pointer)
{
    return api_free(pointer, true, CALLER);
}

cudaError_t cudaFreeAsync(void *pointer, cudaStream_t stream)
{
    (void)stream;
    return api_free(pointer, false, CALLER);
}

cudaError_t cudaMemGetInfo(size_t *unused, size_t *total)
{
    *total = ARENA_DEVICE;
    *unused = ARENA_DEVICE - memory_live(MEMORY_DEVICE);
    return cudaSuccess;
}

cudaError_t cudaPointerGetAttributes(struct cudaPointerAttributes *attributes,
                                     const void *pointer)
{
    const struct allocation *a = memory_find((uintptr_t)pointer);
    static const enum cudaMemoryType types[] = {
        cudaMemoryTypeDevice, cudaMemoryTypeHost, cudaMemoryTypeManaged};
    memset(attributes, 0, sizeof *attributes);
    attributes->hostPointer = (void *)pointer;
    if (!a || a->freed)
        return cudaSuccess;
    attributes->type = types[a->kind];
    attributes->devicePointer = (void *)pointer;
    if (a->kind == MEMORY_DEVICE)
        attributes->hostPointer = NULL;
    return cudaSuccess;
}

cudaError_t cudaHostRegister(void *pointer, size_t size, unsigned flags)
{
    (void)flags;
    return pointer && size ? cudaSuccess : error_set(cudaErrorInvalidValue);
}

cudaError_t cudaHostUnregister(void *pointer)
{
    return pointer ? cudaSuccess : error_set(cudaErrorInvalidValue);
}

/* --- copies --------------------------------------------------------------- */

static bool on_device(const void *pointer)
{
    enum memory_place place = memory_place((uintptr_t)pointer);
    return place == PLACE_GLOBAL || place == PLACE_VARIABLE ||
           place == PLACE_CONSTANT || place == PLACE_SHARED;
}

static bool pageable(const void *pointer)
{
    return memory_place((uintptr_t)pointer) == PLACE_OTHER;
}

/* What the direction says of a pointer must be true. */
static const char *copy_wrong(const void *to, const void *from,
                              enum cudaMemcpyKind kind)
{
    bool to_device =
        kind == cudaMemcpyHostToDevice || kind == cudaMemcpyDeviceToDevice;
    bool from_device =
        kind == cudaMemcpyDeviceToHost || kind == cudaMemcpyDeviceToDevice;
    if ((unsigned)kind > cudaMemcpyDefault)
        return "there is no such direction";
    if (kind == cudaMemcpyDefault)
        return NULL;
    if (to_device && pageable(to))
        return "the destination is memory of the host";
    if (!to_device && on_device(to))
        return "the destination is memory of the device";
    if (from_device && pageable(from))
        return "the source is memory of the host";
    if (!from_device && on_device(from))
        return "the source is memory of the device";
    return NULL;
}

struct copy {
    char *to;
    const char *from;
    size_t size, rows, to_pitch, from_pitch;
    enum cudaMemcpyKind kind;
    const char *name;
    int stream;
    bool async;
};

static bool copy_checked(const struct copy *copy, uint32_t op, uintptr_t pc)
{
    for (size_t r = 0; r < copy->rows; r++) {
        uintptr_t from = (uintptr_t)(copy->from + r * copy->from_pitch);
        uintptr_t to = (uintptr_t)(copy->to + r * copy->to_pitch);
        if (!access_operation(op, from, copy->size, to, copy->name, pc) ||
            !access_operation(op, to, copy->size, 0, copy->name, pc))
            return false;
        if (parcours_mode == PARCOURS_CHECK)
            shadow_copy(to, from, copy->size);
    }
    return true;
}

/* When the host knows that a copy is over: see "API synchronization behavior"
 * of the CUDA Runtime API reference. */
static void copy_wait(const struct copy *copy)
{
    bool inside = on_device(copy->to) && on_device(copy->from);
    bool staged = pageable(copy->to) || pageable(copy->from);
    if ((!copy->async && !inside) || (copy->async && staged))
        order_wait_stream(copy->stream);
}

static cudaError_t api_copy(const struct copy *copy, uintptr_t pc)
{
    const char *wrong = copy_wrong(copy->to, copy->from, copy->kind);
    if (!copy->size || !copy->rows)
        return cudaSuccess;
    if (!copy->to || !copy->from)
        wrong = copy->to ? "the source is NULL" : "the destination is NULL";
    if (wrong) {
        finding_copy(wrong, pc);
        return error_set(cudaErrorInvalidValue);
    }
    bool to = on_device(copy->to), from = on_device(copy->from);
    enum order_engine engine = to == from ? ORDER_COMPUTE
                               : to       ? ORDER_TO_DEVICE
                                          : ORDER_TO_HOST;
    uint32_t op = order_issue(copy->stream, engine, copy->name, pc);
    if (!copy_checked(copy, op, pc))
        return error_set(cudaErrorInvalidValue);
    if (parcours_mode == PARCOURS_COUNT)
        count_copy(to, from, copy->size * copy->rows);
    memory_open();
    guard_host_pc = pc;
    for (size_t r = 0; r < copy->rows; r++)
        memmove(copy->to + r * copy->to_pitch,
                copy->from + r * copy->from_pitch, copy->size);
    memory_close();
    copy_wait(copy);
    return cudaSuccess;
}

cudaError_t cudaMemcpy(void *to, const void *from, size_t size,
                       enum cudaMemcpyKind kind)
{
    struct copy copy = {to,   from,         size,          1,    0, 0,
                        kind, "cudaMemcpy", ORDER_DEFAULT, false};
    return api_copy(&copy, CALLER);
}

cudaError_t cudaMemcpyAsync(void *to, const void *from, size_t size,
                            enum cudaMemcpyKind kind, cudaStream_t stream)
{
    struct copy copy = {to,
                        from,
                        size,
                        1,
                        0,
                        0,
                        kind,
                        "cudaMemcpyAsync",
                        stream_number(stream),
                        true};
    return api_copy(&copy, CALLER);
}

cudaError_t cudaMemcpy2D(void *to, size_t to_pitch, const void *from,
                         size_t from_pitch, size_t width, size_t height,
                         enum cudaMemcpyKind kind)
{
    struct copy copy = {
        to,         from, width,          height,        to_pitch,
        from_pitch, kind, "cudaMemcpy2D", ORDER_DEFAULT, false};
    if (width > to_pitch || width > from_pitch)
        return error_set(cudaErrorInvalidPitchValue);
    return api_copy(&copy, CALLER);
}

cudaError_t cudaMemcpy2DAsync(void *to, size_t to_pitch, const void *from,
                              size_t from_pitch, size_t width, size_t height,
                              enum cudaMemcpyKind kind, cudaStream_t stream)
{
    struct copy copy = {to,
                        from,
                        width,
                        height,
                        to_pitch,
                        from_pitch,
                        kind,
                        "cudaMemcpy2DAsync",
                        stream_number(stream),
                        true};
    if (width > to_pitch || width > from_pitch)
        return error_set(cudaErrorInvalidPitchValue);
    return api_copy(&copy, CALLER);
}

static cudaError_t api_copy_peer(struct copy *copy, int device, int peer,
                                 uintptr_t pc)
{
    if (device != 0 || peer != 0)
        return error_set(cudaErrorInvalidDevice);
    copy->rows = 1;
    copy->kind = cudaMemcpyDefault;
    return api_copy(copy, pc);
}

cudaError_t cudaMemcpyPeer(void *to, int device, const void *from, int peer,
                           size_t size)
{
    struct copy copy = {.to = to,
                        .from = from,
                        .size = size,
                        .name = "cudaMemcpyPeer",
                        .stream = ORDER_DEFAULT};
    return api_copy_peer(&copy, device, peer, CALLER);
}

cudaError_t cudaMemcpyPeerAsync(void *to, int device, const void *from,
                                int peer, size_t size, cudaStream_t stream)
{
    struct copy copy = {.to = to,
                        .from = from,
                        .size = size,
                        .name = "cudaMemcpyPeerAsync",
                        .stream = stream_number(stream),
                        .async = true};
    return api_copy_peer(&copy, device, peer, CALLER);
}

/* Of a __device__ variable: the address is that of the variable. */
cudaError_t parcours_copy_symbol(void *to, const void *from, size_t size,
                                 int to_symbol, void *stream, int async,
                                 uintptr_t pc)
{
    const void *symbol = to_symbol ? to : from;
    if (memory_place((uintptr_t)symbol) < PLACE_VARIABLE) {
        finding_copy("the symbol is no __device__ or __constant__ variable",
                     pc);
        return error_set(cudaErrorInvalidSymbol);
    }
    struct copy copy = {to,
                        from,
                        size,
                        1,
                        0,
                        0,
                        cudaMemcpyDefault,
                        to_symbol ? "cudaMemcpyToSymbol"
                                  : "cudaMemcpyFromSymbol",
                        stream_number(stream),
                        async != 0};
    return api_copy(&copy, pc);
}

static cudaError_t api_fill(void *to, int byte, size_t size, int stream,
                            const char *name, uintptr_t pc)
{
    if (!size)
        return cudaSuccess;
    if (!to || pageable(to)) {
        finding_copy("cudaMemset() needs memory of the device", pc);
        return error_set(cudaErrorInvalidValue);
    }
    uint32_t op = order_issue(stream, ORDER_COMPUTE, name, pc);
    if (!access_operation(op, (uintptr_t)to, size, 0, name, pc))
        return error_set(cudaErrorInvalidValue);
    memory_open();
    memset(to, byte, size);
    memory_close();
    return cudaSuccess;
}

cudaError_t cudaMemset(void *to, int byte, size_t size)
{
    return api_fill(to, byte, size, ORDER_DEFAULT, "cudaMemset", CALLER);
}

static cudaError_t api_fill_rows(void *to, size_t pitch, int byte, size_t width,
                                 size_t height, int stream, const char *name,
                                 uintptr_t pc)
{
    cudaError_t error = cudaSuccess;
    if (width > pitch)
        return error_set(cudaErrorInvalidPitchValue);
    for (size_t r = 0; r < height && error == cudaSuccess; r++)
        error = api_fill((char *)to + r * pitch, byte, width, stream, name, pc);
    return error;
}

cudaError_t cudaMemset2D(void *to, size_t pitch, int byte, size_t width,
                         size_t height)
{
    return api_fill_rows(to, pitch, byte, width, height, ORDER_DEFAULT,
                         "cudaMemset2D", CALLER);
}

cudaError_t cudaMemset2DAsync(void *to, size_t pitch, int byte, size_t width,
                              size_t height, cudaStream_t stream)
{
    return api_fill_rows(to, pitch, byte, width, height, stream_number(stream),
                         "cudaMemset2DAsync", CALLER);
}

cudaError_t cudaMemsetAsync(void *to, int byte, size_t size,
                            cudaStream_t stream)
{
    return api_fill(to, byte, size, stream_number(stream), "cudaMemsetAsync",
                    CALLER);
}

cudaError_t cudaMemPrefetchAsync(const void *from, size_t size, int device,
                                 cudaStream_t stream)
{
    (void)device;
    (void)stream;
    const struct allocation *a = memory_find((uintptr_t)from);
    return a && a->kind == MEMORY_MANAGED && size <= a->size
               ? cudaSuccess
               : error_set(cudaErrorInvalidValue);
}

cudaError_t cudaMemAdvise(const void *from, size_t size, int advice, int device)
{
    (void)advice;
    return cudaMemPrefetchAsync(from, size, device, 0);
}

/* --- the device ----------------------------------------------------------- */

cudaError_t cudaDeviceSynchronize(void)
{
    order_wait_all();
    return cudaSuccess;
}

cudaError_t cudaThreadSynchronize(void)
{
    order_wait_all();
    return cudaSuccess;
}

/* Frees everything. */
cudaError_t cudaDeviceReset(void)
{
    order_wait_all();
    for (size_t i = 0; i < memory_count(); i++)
        if (!memory_nth(i)->freed)
            memory_free(memory_nth(i), CALLER);
    return cudaSuccess;
}

cudaError_t cudaGetDevice(int *device)
{
    *device = 0;
    return cudaSuccess;
}

cudaError_t cudaSetDevice(int device)
{
    return device == 0 ? cudaSuccess : error_set(cudaErrorInvalidDevice);
}

cudaError_t cudaGetDeviceCount(int *count)
{
    *count = 1;
    return cudaSuccess;
}

cudaError_t cudaSetDeviceFlags(unsigned flags)
{
    (void)flags;
    return cudaSuccess;
}

cudaError_t cudaGetDeviceProperties(struct cudaDeviceProp *prop, int device)
{
    const struct gpu *gpu = gpu_named(settings.device);
    if (device != 0)
        return error_set(cudaErrorInvalidDevice);
    *prop = (struct cudaDeviceProp){
        .totalGlobalMem = ARENA_DEVICE,
        .sharedMemPerBlock = 48 << 10,
        .sharedMemPerMultiprocessor = (size_t)gpu->shared_kb << 10,
        .sharedMemPerBlockOptin = 99 << 10,
        .totalConstMem = 64 << 10,
        .memPitch = INT32_MAX,
        .regsPerBlock = 65536,
        .regsPerMultiprocessor = 65536,
        .warpSize = 32,
        .maxThreadsPerBlock = BLOCK_THREADS,
        .maxThreadsPerMultiProcessor = 32 * gpu->warps,
        .maxBlocksPerMultiProcessor = gpu->blocks,
        .maxThreadsDim = {1024, 1024, 64},
        .maxGridSize = {INT32_MAX, 65535, 65535},
        .major = gpu->major,
        .minor = gpu->minor,
        .multiProcessorCount = gpu->multiprocessors,
        .clockRate = 1410000,
        .memoryClockRate = 1215000,
        .memoryBusWidth = 5120,
        .l2CacheSize = 40 << 20,
        .concurrentKernels = 1,
        .asyncEngineCount = 2,
        .unifiedAddressing = 1,
        .textureAlignment = 512,
        .texturePitchAlignment = 32,
        .surfaceAlignment = 512,
        .streamPrioritiesSupported = 1,
        .globalL1CacheSupported = 1,
        .localL1CacheSupported = 1,
        .computePreemptionSupported = 1,
        .managedMemory = 1,
        .concurrentManagedAccess = 1,
        .canMapHostMemory = 1,
        .cooperativeLaunch = 1,
        .deviceOverlap = 1};
    snprintf(prop->name, sizeof prop->name, "Parcours emulator (as %s)",
             gpu->name);
    return cudaSuccess;
}

cudaError_t cudaDeviceGetAttribute(int *value, enum cudaDeviceAttr attribute,
                                   int device)
{
    struct cudaDeviceProp prop;
    cudaError_t error = cudaGetDeviceProperties(&prop, device);
    if (error != cudaSuccess)
        return error;
    const struct {
        enum cudaDeviceAttr attribute;
        size_t value;
    } rows[] = {
        {cudaDevAttrMaxThreadsPerBlock, (size_t)prop.maxThreadsPerBlock},
        {cudaDevAttrMaxBlockDimX, (size_t)prop.maxThreadsDim[0]},
        {cudaDevAttrMaxBlockDimY, (size_t)prop.maxThreadsDim[1]},
        {cudaDevAttrMaxBlockDimZ, (size_t)prop.maxThreadsDim[2]},
        {cudaDevAttrMaxGridDimX, (size_t)prop.maxGridSize[0]},
        {cudaDevAttrMaxGridDimY, (size_t)prop.maxGridSize[1]},
        {cudaDevAttrMaxGridDimZ, (size_t)prop.maxGridSize[2]},
        {cudaDevAttrMaxSharedMemoryPerBlock, prop.sharedMemPerBlock},
        {cudaDevAttrTotalConstantMemory, prop.totalConstMem},
        {cudaDevAttrWarpSize, (size_t)prop.warpSize},
        {cudaDevAttrMaxRegistersPerBlock, (size_t)prop.regsPerBlock},
        {cudaDevAttrClockRate, (size_t)prop.clockRate},
        {cudaDevAttrMultiProcessorCount, (size_t)prop.multiProcessorCount},
        {cudaDevAttrCanMapHostMemory, (size_t)prop.canMapHostMemory},
        {cudaDevAttrConcurrentKernels, (size_t)prop.concurrentKernels},
        {cudaDevAttrMemoryClockRate, (size_t)prop.memoryClockRate},
        {cudaDevAttrGlobalMemoryBusWidth, (size_t)prop.memoryBusWidth},
        {cudaDevAttrL2CacheSize, (size_t)prop.l2CacheSize},
        {cudaDevAttrMaxThreadsPerMultiProcessor,
         (size_t)prop.maxThreadsPerMultiProcessor},
        {cudaDevAttrAsyncEngineCount, (size_t)prop.asyncEngineCount},
        {cudaDevAttrUnifiedAddressing, (size_t)prop.unifiedAddressing},
        {cudaDevAttrComputeCapabilityMajor, (size_t)prop.major},
        {cudaDevAttrComputeCapabilityMinor, (size_t)prop.minor},
        {cudaDevAttrMaxSharedMemoryPerMultiprocessor,
         prop.sharedMemPerMultiprocessor},
        {cudaDevAttrMaxRegistersPerMultiprocessor,
         (size_t)prop.regsPerMultiprocessor},
        {cudaDevAttrManagedMemory, (size_t)prop.managedMemory},
        {cudaDevAttrConcurrentManagedAccess,
         (size_t)prop.concurrentManagedAccess},
        {cudaDevAttrCooperativeLaunch, (size_t)prop.cooperativeLaunch},
        {cudaDevAttrMaxSharedMemoryPerBlockOptin, prop.sharedMemPerBlockOptin},
        {cudaDevAttrMaxBlocksPerMultiprocessor,
         (size_t)prop.maxBlocksPerMultiProcessor},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (rows[i].attribute == attribute) {
            *value = (int)rows[i].value;
            return cudaSuccess;
        }
    return error_set(cudaErrorInvalidValue);
}

cudaError_t cudaDriverGetVersion(int *version)
{
    *version = CUDART_VERSION;
    return cudaSuccess;
}

cudaError_t cudaRuntimeGetVersion(int *version)
{
    *version = CUDART_VERSION;
    return cudaSuccess;
}

cudaError_t cudaDeviceSetLimit(enum cudaLimit limit, size_t value)
{
    (void)limit;
    (void)value;
    return cudaSuccess;
}

cudaError_t cudaDeviceGetLimit(size_t *value, enum cudaLimit limit)
{
    *value = limit == cudaLimitStackSize        ? 1 << 10
             : limit == cudaLimitPrintfFifoSize ? 1 << 20
                                                : 8 << 20;
    return cudaSuccess;
}

/* There is one device, and it is no peer of itself. */
cudaError_t cudaDeviceCanAccessPeer(int *can, int device, int peer)
{
    *can = 0;
    return device == 0 && peer == 0 ? cudaSuccess
                                    : error_set(cudaErrorInvalidDevice);
}

cudaError_t cudaDeviceEnablePeerAccess(int peer, unsigned flags)
{
    (void)peer;
    (void)flags;
    return error_set(cudaErrorInvalidDevice);
}

cudaError_t cudaDeviceDisablePeerAccess(int peer)
{
    return cudaDeviceEnablePeerAccess(peer, 0);
}

cudaError_t cudaDeviceSetCacheConfig(enum cudaFuncCache config)
{
    (void)config;
    return cudaSuccess;
}

cudaError_t cudaDeviceSetSharedMemConfig(enum cudaSharedMemConfig config)
{
    (void)config;
    return cudaSuccess;
}

/* Every stream of the device may use all managed memory. */
cudaError_t cudaStreamAttachMemAsync(cudaStream_t stream, void *pointer,
                                     size_t size, unsigned flags)
{
    (void)stream;
    (void)size;
    (void)flags;
    const struct allocation *a = memory_find((uintptr_t)pointer);
    return a && a->kind == MEMORY_MANAGED && !a->freed
               ? cudaSuccess
               : error_set(cudaErrorInvalidValue);
}

cudaError_t cudaProfilerStart(void)
{
    return cudaSuccess;
}

cudaError_t cudaProfilerStop(void)
{
    return cudaSuccess;
}

cudaError_t parcours_occupancy(int *blocks, int threads, size_t shared)
{
    const struct gpu *gpu = gpu_named(settings.device);
    if (threads < 1 || threads > BLOCK_THREADS)
        return error_set(cudaErrorInvalidValue);
    *blocks = gpu_occupancy(gpu, threads, settings.registers, shared).blocks;
    return cudaSuccess;
}

cudaError_t parcours_function_attributes(struct cudaFuncAttributes *attributes)
{
    const struct gpu *gpu = gpu_named(settings.device);
    attributes->maxThreadsPerBlock = BLOCK_THREADS;
    attributes->numRegs = settings.registers;
    attributes->maxDynamicSharedSizeBytes = 48 << 10;
    attributes->ptxVersion = attributes->binaryVersion =
        10 * gpu->major + gpu->minor;
    return cudaSuccess;
}

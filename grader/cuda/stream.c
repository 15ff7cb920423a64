#include "stream.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

#include "errors.h"
#include "finding.h"
#include "order.h"
#include "place.h"

#define CALLER ((uintptr_t)__builtin_return_address(0))

enum { STREAM_MAGIC = 0x5712ea30, EVENT_MAGIC = 0x5712ea31 };

struct parcours_stream {
    int magic, number;
    unsigned flags;
};

struct parcours_event {
    int magic;
    bool recorded, timed;
    struct stream_clock moment;
    double seconds;
};

static bool stream_is(cudaStream_t stream)
{
    return (uintptr_t)stream <= 2 || stream->magic == STREAM_MAGIC;
}

static bool event_is(cudaEvent_t event)
{
    return event && event->magic == EVENT_MAGIC;
}

int stream_number(const void *stream)
{
    return (uintptr_t)stream <= 2
               ? ORDER_DEFAULT
               : ((const struct parcours_stream *)stream)->number;
}

cudaError_t cudaStreamCreateWithFlags(cudaStream_t *stream, unsigned flags)
{
    int number = order_stream(!(flags & cudaStreamNonBlocking));
    if (number < 0)
        finding_not_judged("More than 62 streams at a time.", CALLER);
    *stream = calloc(1, sizeof **stream);
    if (!*stream)
        return error_set(cudaErrorMemoryAllocation);
    **stream = (struct parcours_stream){STREAM_MAGIC, number, flags};
    return cudaSuccess;
}

cudaError_t cudaStreamCreate(cudaStream_t *stream)
{
    return cudaStreamCreateWithFlags(stream, cudaStreamDefault);
}

cudaError_t cudaStreamCreateWithPriority(cudaStream_t *stream, unsigned flags,
                                         int priority)
{
    (void)priority;
    return cudaStreamCreateWithFlags(stream, flags);
}

cudaError_t cudaDeviceGetStreamPriorityRange(int *least, int *greatest)
{
    *least = *greatest = 0;
    return cudaSuccess;
}

cudaError_t cudaStreamGetPriority(cudaStream_t stream, int *priority)
{
    if (!stream_is(stream))
        return error_set(cudaErrorInvalidResourceHandle);
    *priority = 0;
    return cudaSuccess;
}

cudaError_t cudaStreamGetFlags(cudaStream_t stream, unsigned *flags)
{
    if (!stream_is(stream))
        return error_set(cudaErrorInvalidResourceHandle);
    *flags = (uintptr_t)stream <= 2 ? cudaStreamDefault : stream->flags;
    return cudaSuccess;
}

cudaError_t cudaStreamDestroy(cudaStream_t stream)
{
    if ((uintptr_t)stream <= 2 || !stream_is(stream))
        return error_set(cudaErrorInvalidResourceHandle);
    order_stream_end(stream->number);
    stream->magic = 0;
    return cudaSuccess;
}

cudaError_t cudaStreamSynchronize(cudaStream_t stream)
{
    if (!stream_is(stream))
        return error_set(cudaErrorInvalidResourceHandle);
    order_wait_stream(stream_number(stream));
    return cudaSuccess;
}

/* Not ready when first asked, ready when asked again. */
cudaError_t cudaStreamQuery(cudaStream_t stream)
{
    static bool asked;
    if (!stream_is(stream))
        return error_set(cudaErrorInvalidResourceHandle);
    asked = !asked;
    if (asked)
        return cudaErrorNotReady;
    order_wait_stream(stream_number(stream));
    return cudaSuccess;
}

cudaError_t cudaStreamWaitEvent(cudaStream_t stream, cudaEvent_t event,
                                unsigned flags)
{
    (void)flags;
    if (!stream_is(stream) || !event_is(event))
        return error_set(cudaErrorInvalidResourceHandle);
    if (event->recorded)
        order_stream_wait(stream_number(stream), &event->moment);
    return cudaSuccess;
}

cudaError_t cudaEventCreateWithFlags(cudaEvent_t *event, unsigned flags)
{
    *event = calloc(1, sizeof **event);
    if (!*event)
        return error_set(cudaErrorMemoryAllocation);
    (*event)->magic = EVENT_MAGIC;
    (*event)->timed = !(flags & cudaEventDisableTiming);
    return cudaSuccess;
}

cudaError_t cudaEventCreate(cudaEvent_t *event)
{
    return cudaEventCreateWithFlags(event, cudaEventDefault);
}

cudaError_t cudaEventDestroy(cudaEvent_t event)
{
    if (!event_is(event))
        return error_set(cudaErrorInvalidResourceHandle);
    event->magic = 0;
    return cudaSuccess;
}

static double now(void)
{
    struct timespec time;
    syscall(SYS_clock_gettime, CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + 1e-9 * (double)time.tv_nsec;
}

cudaError_t cudaEventRecord(cudaEvent_t event, cudaStream_t stream)
{
    if (!event_is(event) || !stream_is(stream))
        return error_set(cudaErrorInvalidResourceHandle);
    order_record(stream_number(stream), &event->moment);
    event->recorded = true;
    event->seconds = now();
    return cudaSuccess;
}

cudaError_t cudaEventSynchronize(cudaEvent_t event)
{
    if (!event_is(event))
        return error_set(cudaErrorInvalidResourceHandle);
    if (event->recorded)
        order_wait(&event->moment);
    return cudaSuccess;
}

cudaError_t cudaEventQuery(cudaEvent_t event)
{
    static bool asked;
    if (!event_is(event))
        return error_set(cudaErrorInvalidResourceHandle);
    if (!event->recorded || order_reached(&event->moment))
        return cudaSuccess;
    asked = !asked;
    if (asked)
        return cudaErrorNotReady;
    order_wait(&event->moment);
    return cudaSuccess;
}

cudaError_t cudaEventElapsedTime(float *milliseconds, cudaEvent_t start,
                                 cudaEvent_t end)
{
    if (!event_is(start) || !event_is(end) || !start->recorded ||
        !end->recorded || !start->timed || !end->timed)
        return error_set(cudaErrorInvalidResourceHandle);
    if (!order_reached(&start->moment) || !order_reached(&end->moment)) {
        uint32_t launch = order_running();
        if (launch)
            finding_timing(launch, CALLER);
        return error_set(cudaErrorNotReady);
    }
    *milliseconds = (float)(1e3 * (end->seconds - start->seconds));
    return cudaSuccess;
}

/* --- the host's clocks ---------------------------------------------------- */

/*
 * A time taken while a kernel runs is a mistake if there was one before the
 * launch: the difference is meant to be the kernel's time.
 */
static void stream_time_taken(uintptr_t pc)
{
    static uint32_t last_number;
    static bool any;
    if (parcours_mode != PARCOURS_CHECK || worker)
        return;
    uint32_t launch = order_running();
    if (any && launch > last_number)
        finding_timing(launch, place_line(pc) ? pc : place_caller());
    last_number = order_host();
    any = true;
}

int clock_gettime(clockid_t id, struct timespec *time)
{
    if (id == CLOCK_MONOTONIC || id == CLOCK_REALTIME ||
        id == CLOCK_MONOTONIC_RAW)
        stream_time_taken(CALLER);
    return (int)syscall(SYS_clock_gettime, id, time);
}

int gettimeofday(struct timeval *restrict time, void *restrict zone)
{
    stream_time_taken(CALLER);
    return (int)syscall(SYS_gettimeofday, time, zone);
}

/* In a kernel the cycles of a multiprocessor, on the host CPU time. */
clock_t clock(void)
{
    struct timespec time;
    if (worker)
        return (clock_t)parcours_clock();
    stream_time_taken(CALLER);
    syscall(SYS_clock_gettime, CLOCK_PROCESS_CPUTIME_ID, &time);
    return time.tv_sec * CLOCKS_PER_SEC + time.tv_nsec / 1000;
}

long long parcours_clock(void)
{
    parcours_yield();
    return (long long)(now() * 1e9);
}

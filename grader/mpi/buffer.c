#include "buffer.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "access.h"
#include "shadow.h"
#include "thread.h"

struct watch {
    const void *owner; /* NULL: free */
    const char *low, *high;
    bool writes, handed_over;
    uint64_t sum;
    uint64_t place;
    const char *call;
};

volatile int buffer_watched;

static struct watch *watches;
static int count, room;

static uint64_t checksum(const char *from, const char *to)
{
    uint64_t sum = 1469598103934665603u, word;
    for (; to - from >= 8; from += 8) {
        memcpy(&word, from, 8);
        sum = (sum ^ word) * 1099511628211u;
        sum ^= sum >> 31;
    }
    for (; from < to; from++)
        sum = (sum ^ (unsigned char)*from) * 1099511628211u;
    return sum;
}

static bool buffer_bounds(const void *buffer, int64_t n, MPI_Datatype handle,
                          const char **low, const char **high)
{
    const struct type *type = type_kept(handle);
    if (!buffer || buffer == MPI_IN_PLACE || n <= 0 || type->size == 0 ||
        (!type->dense && n > 1) || type->high - type->low != type->size)
        return false;
    *low = (const char *)buffer + type->low;
    *high = *low + (n - 1) * type->extent + type->size;
    return true;
}

static const struct watch *watch_overlap(const char *low, const char *high,
                                         bool writes)
{
    for (int i = 0; i < count; i++) {
        const struct watch *watch = &watches[i];
        if (watch->owner && low < watch->high && watch->low < high &&
            (writes || watch->writes))
            return watch;
    }
    return NULL;
}

static void overlap_report(const struct watch *watch, const char *what,
                           uint64_t place, uint64_t caller)
{
    board_lock();
    struct finding *finding = finding_open(FINDING_BUFFER_RACE, place);
    finding_line(finding, layer.rank, place, "%s", what);
    finding_called(finding, caller);
    finding_line(finding, layer.rank, watch->place,
                 "the buffer of this %s, which is not complete, is the same "
                 "memory",
                 watch->call);
    board_unlock();
}

void buffer_check(const void *buffer, int64_t n, MPI_Datatype type, bool writes)
{
    const char *low, *high;
    const struct watch *other;
    if ((!buffer_watched && !thread_many) ||
        !buffer_bounds(buffer, n, type, &low, &high))
        return;
    if (thread_many)
        shadow_call(low, high - low, writes ? SHADOW_WRITES : SHADOW_READS,
                    layer.place);
    other = watch_overlap(low, high, writes);
    if (!other)
        return;
    char what[64];
    snprintf(what, sizeof what, "%s %s its buffer", layer.call,
             writes ? "writes" : "reads");
    overlap_report(other, what, layer.place, 0);
}

static struct watch *watch_slot(void)
{
    for (int i = 0; i < count; i++)
        if (!watches[i].owner)
            return &watches[i];
    if (count == room) {
        room = room ? 2 * room : 64;
        watches = layer_grow(watches, (size_t)room * sizeof *watches);
    }
    return &watches[count++];
}

void buffer_watch(const void *owner, const void *buffer, int64_t n,
                  MPI_Datatype type, bool writes)
{
    struct watch watch = {.owner = owner,
                          .writes = writes,
                          .place = layer.place,
                          .call = layer.call};
    if (!buffer_bounds(buffer, n, type, &watch.low, &watch.high))
        return;
    buffer_check(buffer, n, type, writes);
    watch.sum = checksum(watch.low, watch.high);
    *watch_slot() = watch;
    buffer_watched++;
}

static void watch_compare(const struct watch *watch)
{
    if (watch->handed_over || checksum(watch->low, watch->high) == watch->sum)
        return;
    board_lock();
    struct finding *finding = finding_open(FINDING_BUFFER_RACE, watch->place);
    finding_line(finding, layer.rank, watch->place,
                 "the buffer of this %s was written before it was complete",
                 watch->call);
    board_unlock();
}

void buffer_hand_over(const void *owner)
{
    for (int i = 0; i < count; i++) {
        if (watches[i].owner != owner || !watches[i].writes)
            continue;
        watch_compare(&watches[i]);
        watches[i].handed_over = true;
    }
}

void buffer_release(const void *owner)
{
    for (int i = 0; i < count; i++) {
        if (watches[i].owner != owner)
            continue;
        if (!watches[i].writes)
            watch_compare(&watches[i]);
        watches[i].owner = NULL;
        buffer_watched--;
    }
    while (count > 0 && !watches[count - 1].owner)
        count--;
}

void buffer_access(const void *address, int64_t size, bool writes, void *from)
{
    const struct watch *watch =
        watch_overlap(address, (const char *)address + size, writes);
    if (!watch)
        return;
    layer_inside++;
    overlap_report(
        watch, writes ? "the program writes here" : "the program reads here",
        layer_place(from), access_caller());
    layer_inside--;
}

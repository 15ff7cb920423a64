/* trace.c - see trace.h */
#include <stdalign.h>
#include <stdlib.h>
#include <time.h>

#include "cacheline.h"
#include "trace.h"

struct row {
    alignas(CACHELINE) size_t count;
    size_t lost;
    struct span *spans;
};

struct trace {
    unsigned threads;
    size_t room;
    uint64_t start;
    struct row rows[];
};

static uint64_t clock_now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (uint64_t)t.tv_sec * 1000000000 + (uint64_t)t.tv_nsec;
}

struct trace *trace_new(unsigned threads, size_t spans)
{
    size_t size = sizeof(struct trace) + threads * sizeof(struct row);
    struct trace *t = aligned_alloc(CACHELINE, size);
    if (t == NULL)
        return NULL;
    *t = (struct trace){.threads = threads, .room = spans};
    for (unsigned i = 0; i < threads; i++) {
        t->rows[i] =
            (struct row){.spans = calloc(spans + 1, sizeof(struct span))};
        if (t->rows[i].spans == NULL) {
            t->threads = i;
            trace_free(t);
            return NULL;
        }
    }
    t->start = clock_now();
    return t;
}

void trace_free(struct trace *t)
{
    if (t == NULL)
        return;
    for (unsigned i = 0; i < t->threads; i++)
        free(t->rows[i].spans);
    free(t);
}

uint64_t trace_now(const struct trace *t)
{
    return clock_now() - t->start;
}

void trace_add(struct trace *t, unsigned rank, uint32_t task, uint64_t begin)
{
    struct row *row = &t->rows[rank];
    if (row->count == t->room)
        row->lost++;
    else
        row->spans[row->count++] = (struct span){task, begin, trace_now(t)};
}

unsigned trace_threads(const struct trace *t)
{
    return t->threads;
}

const struct span *trace_row(const struct trace *t, unsigned rank,
                             size_t *count)
{
    *count = t->rows[rank].count;
    return t->rows[rank].spans;
}

size_t trace_lost(const struct trace *t, unsigned rank)
{
    return t->rows[rank].lost;
}

double trace_busy(const struct trace *t)
{
    uint64_t begin = UINT64_MAX, end = 0;
    double worked = 0;
    for (unsigned r = 0; r < t->threads; r++)
        for (size_t i = 0; i < t->rows[r].count; i++) {
            const struct span *s = &t->rows[r].spans[i];
            begin = s->begin < begin ? s->begin : begin;
            end = s->end > end ? s->end : end;
            worked += (double)(s->end - s->begin);
        }
    if (begin >= end)
        return 0;
    return worked / ((double)(end - begin) * t->threads);
}

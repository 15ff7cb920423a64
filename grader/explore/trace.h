/*
 * The steps of one run, noted for the report.
 *
 * What a write wrote is known only at the next call of its thread into the
 * runtime, because the compiler announces an access before it happens:
 * trace_settle() then fills the value in. The same holds for watch.h.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "finding.h"

struct thread;

struct trace_event {
    uint32_t step;
    unsigned thread;
    uintptr_t pc;
    bool is_access;
    enum access_kind access;
    bool fatal;
    uintptr_t address; /* 0: none */
    size_t size;
    bool has_value;
    uint64_t value;   /* read, or written; of up to 8 bytes */
    const char *what; /* for other steps: "locks", "signals", ... */
};

#define TRACE_HEAD 512  /* the first so many are kept, */
#define TRACE_TAIL 3584 /* and the last so many */

struct trace {
    struct trace_event events[TRACE_HEAD + TRACE_TAIL];
    size_t count; /* of all */
};

/* Event number `index`, counted from 0; it must be one that is kept. */
static inline struct trace_event *trace_event(struct trace *trace, size_t index)
{
    if (index >= TRACE_HEAD)
        index = TRACE_HEAD + (index - TRACE_HEAD) % TRACE_TAIL;
    return &trace->events[index];
}

/* The first event after TRACE_HEAD that is kept. */
static inline size_t trace_tail(const struct trace *trace)
{
    return trace->count > TRACE_HEAD + TRACE_TAIL ? trace->count - TRACE_TAIL
                                                  : TRACE_HEAD;
}

/* Notes an access that is about to happen. */
void trace_access(struct thread *thread, uintptr_t address, size_t size,
                  enum access_kind access, uintptr_t pc);

/*
 * Notes a call: `what` is a constant string, `object` a struct that begins
 * with a struct object, or NULL.
 */
void trace_call(struct thread *thread, const char *what, const void *object,
                uintptr_t pc);

/* The last write of the thread has happened by now. */
void trace_settle(struct thread *thread);

#define TRACE_ANY_THREAD (-1)

/* Marks the last event of the thread as the fatal one. */
void trace_fatal(int thread);

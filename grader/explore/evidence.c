#define _GNU_SOURCE
#include "evidence.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lines.h"
#include "names.h"
#include "panic.h"
#include "source.h"
#include "stack.h"
#include "thread.h"

/* Values are shown as signed numbers of their size, addresses as such. */
static void evidence_value(const struct trace_event *event, FILE *out)
{
    uint64_t value = event->value;
    switch (event->size) {
    case 1:
        fprintf(out, "%d", (int8_t)value);
        break;
    case 2:
        fprintf(out, "%d", (int16_t)value);
        break;
    case 4:
        fprintf(out, "%d", (int32_t)value);
        break;
    default:
        if (value > UINT32_MAX && value < (uint64_t)1 << 47)
            fprintf(out, "%#lx", (unsigned long)value);
        else
            fprintf(out, "%ld", (long)value);
    }
}

static void evidence_access(const struct trace_event *event, const char *name,
                            FILE *out)
{
    bool writes = event->access & ACCESS_WRITE;
    if (event->has_value) {
        fprintf(out, "%s %s ", name, writes ? ":=" : "is");
        evidence_value(event, out);
    } else {
        fprintf(out, "%s %s", writes ? "writes" : "reads", name);
    }
    if (event->access & ACCESS_ATOMIC_READ)
        fputs(", atomic", out);
}

static char *evidence_words(const struct trace_event *event)
{
    char *text = NULL, name[NAME_SIZE];
    size_t size;
    FILE *out = open_memstream(&text, &size);
    if (!out)
        explore_panic("no memory for the report");
    if (event->address)
        name_address_short(event->address, name);
    if (event->is_access)
        evidence_access(event, name, out);
    else
        fprintf(out, "%s%s%s", event->what, event->address ? " " : "",
                event->address ? name : "");
    fclose(out);
    return text;
}

/* The number after `index` of those that are kept. */
static size_t evidence_next(const struct trace *trace, size_t index)
{
    return index + 1 == TRACE_HEAD ? trace_tail(trace) : index + 1;
}

/*
 * A thread's use of its own stack tells nothing, unless another thread touches
 * the same variable.
 */
static bool evidence_is_private(struct trace *trace,
                                const struct trace_event *event)
{
    const struct thread *thread = thread_at(event->thread);
    if (!event->is_access || event->fatal ||
        event->address - (uintptr_t)thread->stack->bytes >= STACK_SIZE)
        return false;
    for (size_t i = 0; i < trace->count; i = evidence_next(trace, i)) {
        const struct trace_event *other = trace_event(trace, i);
        if (other->thread != event->thread && other->is_access &&
            other->address - event->address < event->size)
            return false;
    }
    return true;
}

static struct explore_step evidence_step(const struct trace_event *event)
{
    struct line_place place = lines_find(event->pc);
    return (struct explore_step){
        .number = event->step,
        .thread = event->thread,
        .file = place.path ? source_base_name(place.path) : NULL,
        .line = place.line,
        .source = source_line(&place),
        .what = evidence_words(event),
        .fatal = event->fatal,
    };
}

/* What comes after the fatal step proves nothing any more. */
static size_t evidence_end(struct trace *trace)
{
    size_t end = 0;
    for (size_t i = 0; i < trace->count; i = evidence_next(trace, i))
        if (trace_event(trace, i)->fatal)
            end = i + 1;
    return end ? end : trace->count;
}

void evidence_make(struct explore_evidence *evidence, struct trace *trace)
{
    size_t end = evidence_end(trace);
    *evidence = (struct explore_evidence){.threads = thread_count()};
    evidence->steps = calloc(TRACE_HEAD + TRACE_TAIL, sizeof *evidence->steps);
    if (!evidence->steps)
        explore_panic("no memory for the report");
    for (size_t i = 0; i < end; i = evidence_next(trace, i)) {
        const struct trace_event *event = trace_event(trace, i);
        if (!evidence_is_private(trace, event))
            evidence->steps[evidence->count++] = evidence_step(event);
        if (i + 1 != TRACE_HEAD || trace_tail(trace) == TRACE_HEAD)
            continue;
        evidence->left_out = trace_tail(trace) - TRACE_HEAD;
        evidence->left_out_after = evidence->count;
    }
}

void evidence_clear(struct explore_evidence *evidence)
{
    for (size_t i = 0; i < evidence->count; i++)
        free(evidence->steps[i].what);
    free(evidence->steps);
    *evidence = (struct explore_evidence){0};
}

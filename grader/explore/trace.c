#define _GNU_SOURCE
#include "trace.h"

#include <sys/uio.h>
#include <unistd.h>

#include "object.h"
#include "run.h"
#include "scheduler.h"
#include "thread.h"
#include "watch.h"

static struct trace *trace_wanted(void)
{
    return run_options()->trace;
}

static struct trace_event *trace_add(struct thread *thread, uintptr_t pc)
{
    struct trace *trace = trace_wanted();
    struct trace_event *event = trace_event(trace, trace->count++);
    *event = (struct trace_event){
        .step = scheduler_step(), .thread = thread->id, .pc = pc};
    return event;
}

/* The address may be wild; the kernel says so without a signal. */
static void trace_take_value(struct trace_event *event)
{
    struct iovec to = {&event->value, event->size};
    struct iovec from = {(void *)event->address, event->size};
    event->has_value =
        event->size <= sizeof event->value &&
        process_vm_readv(getpid(), &to, 1, &from, 1, 0) == (ssize_t)event->size;
}

void trace_access(struct thread *thread, uintptr_t address, size_t size,
                  enum access_kind access, uintptr_t pc)
{
    struct trace *trace = trace_wanted();
    if (trace) {
        struct trace_event *event = trace_add(thread, pc);
        event->is_access = true;
        event->access = access;
        event->address = address;
        event->size = size;
        if (!(access & ACCESS_WRITE))
            trace_take_value(event);
        thread->written_event = trace->count;
    }
    if ((trace || watch_on()) && access & ACCESS_WRITE) {
        thread->written = address;
        thread->written_size = size;
    }
}

void trace_call(struct thread *thread, const char *what, const void *object,
                uintptr_t pc)
{
    const struct object *base = object;
    if (!trace_wanted())
        return;
    struct trace_event *event = trace_add(thread, pc);
    event->what = what;
    event->address = base ? base->address : 0;
}

void trace_settle(struct thread *thread)
{
    struct trace *trace = trace_wanted();
    if (!thread->written)
        return;
    if (watch_on())
        watch_write(thread->written, thread->written_size);
    if (trace && thread->written_event + TRACE_TAIL > trace->count)
        trace_take_value(trace_event(trace, thread->written_event - 1));
    thread->written = 0;
}

void trace_fatal(int thread)
{
    struct trace *trace = trace_wanted();
    if (!trace)
        return;
    for (size_t i = trace->count; i-- > 0;) {
        struct trace_event *event = trace_event(trace, i);
        if (thread != TRACE_ANY_THREAD && event->thread != (unsigned)thread)
            continue;
        event->fatal = true;
        return;
    }
}

#include "finding.h"

#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "fetched.h"
#include "known.h"
#include "order.h"
#include "place.h"
#include "settings.h"

enum { PAIRS = 256, TEXT = 2048 };

static uint64_t sum = FINDING_SUM; /* of all that was written */

static struct pair {
    const char *kind;
    unsigned line, other;
} pairs[PAIRS];
static int pair_count;

static const char sync_advice[] =
    "Put a __syncthreads() between the two accesses that all threads of the "
    "block reach.";
static const char store_advice[] =
    "Both store to this element: give each thread its own, let one of them "
    "do it, or use an atomic function. If they are steps of a loop, put a "
    "barrier between the steps.";
static const char warp_advice[] =
    "Threads of a warp need not run in step: put __syncwarp() or "
    "__syncthreads() between the two accesses.";
static const char block_advice[] =
    "Blocks run in any order and side by side: use an atomic function, or "
    "give each block elements of its own, or split the kernel in two.";
static const char atomic_advice[] =
    "An atomic function does not protect a plain access to the same element: "
    "make both atomic, or separate them by a barrier.";
static const char stream_advice[] =
    "Nothing orders the two: use one stream, cudaStreamWaitEvent() or a "
    "synchronising call between them.";
static const char host_advice[] =
    "The host goes on while the device works: call cudaDeviceSynchronize() "
    "or wait for the stream or event first.";

/*
 * One finding is one line: kind, lines, then texts, with tabs between; \037
 * stands before each text of a place. The last text is the advice.
 */
static void finding_write(const char *kind, unsigned line, unsigned other,
                          const char *text)
{
    for (int i = 0; i < pair_count; i++)
        if (pairs[i].kind == kind && pairs[i].line == line &&
            pairs[i].other == other)
            return;
    if (pair_count == PAIRS)
        return;
    pairs[pair_count++] = (struct pair){kind, line, other};
    char whole[TEXT + 64];
    int length = snprintf(whole, sizeof whole, "%s\t%u\t%u\t%s\n", kind, line,
                          other, text);
    int fd = settings.report_fd != 0 ? settings.report_fd
             : settings.report
                 ? open(settings.report,
                        O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600)
                 : -1;
    sum = finding_add(sum, whole, (size_t)length);
    if (fd < 0 || write(fd, whole, (size_t)length) != length)
        fprintf(stderr, "parcours cuda: %s", whole);
    if (fd >= 0 && fd != settings.report_fd)
        close(fd);
}

uint64_t finding_sum(void)
{
    return sum;
}

__attribute__((format(printf, 4, 5))) static void
finding(const char *kind, unsigned line, unsigned other, const char *format,
        ...)
{
    char text[TEXT];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    finding_write(kind, line, other, text);
}

static _Noreturn void finding_end(void)
{
    fflush(stdout);
    _exit(FINDING_STATUS);
}

static struct thread_name who_is(const struct thread *thread)
{
    if (thread)
        return thread_name(thread->block->number, thread->index,
                           &thread->block->launch->ask);
    return (struct thread_name){"the host"};
}

static struct thread_name who_was(const struct stamp *stamp)
{
    const struct operation *op = order_operation(stamp->operation);
    struct thread_name name;
    if (!op->shape.block[0]) {
        snprintf(name.text, sizeof name.text, "%s", op->name);
        return name;
    }
    struct parcours_launch launch = {.grid = {0}};
    memcpy(launch.grid, op->shape.grid, sizeof launch.grid);
    memcpy(launch.block, op->shape.block, sizeof launch.block);
    return thread_name(stamp->thread >> 10, stamp->thread & 1023, &launch);
}

static const char *verb(enum shadow_kind kind, bool past)
{
    switch (kind) {
    case SHADOW_READ:
    case SHADOW_FLAG_READ:
        return past ? "read" : "reads";
    case SHADOW_WRITE:
    case SHADOW_FLAG_WRITE:
        return past ? "wrote" : "writes";
    default:
        return past ? "atomically changed" : "atomically changes";
    }
}

static bool is_atomic(enum shadow_kind kind)
{
    return kind == SHADOW_ATOMIC || kind == SHADOW_ATOMIC_BLOCK;
}

static const char *race_advice(const struct thread *thread, uint32_t operation,
                               enum shadow_kind kind, uintptr_t pc,
                               const struct stamp *other)
{
    if (other->operation != operation)
        return order_operation(other->operation)->stream == ORDER_HOST ||
                       order_operation(operation)->stream == ORDER_HOST
                   ? host_advice
                   : stream_advice;
    if (is_atomic(kind) || is_atomic(other->kind))
        return atomic_advice;
    uint32_t name = thread ? known_name(thread) : 0;
    if (other->thread >> 10 != name >> 10)
        return block_advice;
    if (pc == other->pc && shadow_writes(kind) && shadow_writes(other->kind))
        return store_advice;
    return other->thread >> 5 == name >> 5 ? warp_advice : sync_advice;
}

void finding_race(const struct thread *thread, uint32_t operation,
                  enum shadow_kind kind, size_t size, uintptr_t pc,
                  const struct shadow_race *race)
{
    const struct stamp *earlier = &race->earlier;
    struct thread_name me = who_is(thread);
    struct memory_name what =
        memory_name(race->address, thread ? thread->block : NULL);
    unsigned here = place_line(pc), there = place_line(earlier->pc);
    if (!thread)
        snprintf(me.text, sizeof me.text, "%s",
                 order_operation(operation)->name);
    const char *kernel = thread ? thread->block->launch->ask.kernel
                                : order_operation(earlier->operation)->name;
    finding("race", here < there ? here : there, here < there ? there : here,
            "%s (%s)\t\037%s %s it at %s (%zu bytes)\t\037"
            "%s %s it at %s\t%s",
            what.text, kernel, me.text, verb(kind, false), place_name(pc).text,
            size, who_was(earlier).text, verb(earlier->kind, true),
            place_name(earlier->pc).text,
            race_advice(thread, operation, kind, pc, earlier));
}

void finding_same_value(const struct thread *thread, size_t size, uintptr_t pc,
                        const struct shadow_race *race)
{
    const struct stamp *earlier = &race->earlier;
    unsigned here = place_line(pc), there = place_line(earlier->pc);
    finding("note", here < there ? here : there, here < there ? there : here,
            "Several threads store the same value: %s.\t\037%s writes it at %s "
            "(%zu bytes)\t\037%s wrote it at %s\t"
            "Nothing orders these stores. To set a flag, a single variable "
            "which nobody reads meanwhile, that will do; an atomic function "
            "says that it is meant.",
            memory_name(race->address, thread->block).text, who_is(thread).text,
            place_name(pc).text, size, who_was(earlier).text,
            place_name(earlier->pc).text);
}

void finding_barrier_sites(const struct thread *one, const struct thread *two)
{
    finding("barrier-divergence", place_line(one->site), place_line(two->site),
            "Threads of one block wait at different barriers.\t\037%s waits at "
            "%s\t\037%s waits at %s\t"
            "Move the barrier out of the branch: all threads of a block have "
            "to reach the same __syncthreads().",
            who_is(one).text, place_name(one->site).text, who_is(two).text,
            place_name(two->site).text);
}

void finding_barrier_skipped(const struct thread *waits,
                             const struct thread *gone)
{
    finding("barrier-divergence", place_line(waits->site), 0,
            "A barrier is not reached by all threads of the block.\t\037%s "
            "waits at %s\t\037%s has come to the end of the kernel without "
            "it\t"
            "Move the barrier out of the branch: guard the work, not the "
            "barrier.",
            who_is(waits).text, place_name(waits->site).text,
            who_is(gone).text);
}

void finding_barrier_left(const struct thread *waits, const struct thread *gone)
{
    finding("note", place_line(waits->site), place_line(gone->site),
            "Threads return before a barrier of their block.\t\037%s waits at "
            "%s\t\037%s returned at %s\t"
            "GPUs since Volta (2017) do not wait for threads that have ended, "
            "older ones may hang. What those threads should have loaded is "
            "missing: guard the work rather than return.",
            who_is(waits).text, place_name(waits->site).text, who_is(gone).text,
            place_name(gone->site).text);
}

void finding_warp_kinds(const struct thread *one, const struct thread *two)
{
    finding("warp-divergence", place_line(one->site), place_line(two->site),
            "Lanes of one warp call different warp operations.\t\037%s at "
            "%s\t\037%s at %s\tAll lanes of the mask have to make the same "
            "call.",
            who_is(one).text, place_name(one->site).text, who_is(two).text,
            place_name(two->site).text);
}

void finding_warp_mask(const struct thread *thread, unsigned mask, uintptr_t pc)
{
    finding("warp-mask", place_line(pc), 0,
            "A lane calls a warp operation whose mask leaves it out.\t\037%s "
            "at %s, with the mask %#x\tThe mask must name the calling lane.",
            who_is(thread).text, place_name(pc).text, mask);
}

void finding_doubt(const struct doubt *doubt, uint64_t outcome)
{
    bool ended = doubt->mask >> doubt->source & 1;
    finding("doubt", place_line(doubt->pc), 0,
            "A lane takes the value of a lane that %s, and the result depends "
            "on it.\t\037%s takes that of lane %d at %s, with the mask "
            "%#x\tSuch a value is undefined: %s, or do not use it.\t%llx",
            ended ? "has ended or does not exist"
                  : "the mask of the shuffle leaves out",
            doubt->who.text, doubt->source, place_name(doubt->pc).text,
            doubt->mask,
            ended ? "let all lanes that are read make the call"
                  : "name all lanes in the mask that are read",
            (unsigned long long)outcome);
}

static const char *waits_for(const struct thread *thread)
{
    if (thread->state == THREAD_AT_BARRIER)
        return "waits at __syncthreads()";
    return thread->state == THREAD_IN_WARP ? "waits for lanes of its warp"
                                           : "waits for all blocks";
}

void finding_deadlock(struct worker *me)
{
    const struct thread *one = NULL, *two = NULL;
    for (int b = 0; b < me->blocks; b++) {
        const struct block *block = &me->slot[b];
        for (unsigned i = 0; block->open && i < block->size; i++) {
            const struct thread *thread = &block->thread[i];
            if (thread->state == THREAD_DONE || thread->state == THREAD_NEW)
                continue;
            if (!one)
                one = thread;
            else if (!two &&
                     (thread->site != one->site || thread->state != one->state))
                two = thread;
        }
    }
    if (!one)
        finding_not_judged("no thread can run and none waits", 0);
    if (!two)
        two = one;
    /* cppcheck-suppress nullPointer; finding_not_judged() does not return */
    finding(one->state == THREAD_IN_WARP || two->state == THREAD_IN_WARP
                ? "warp-divergence"
                : "barrier-divergence",
            place_line(one->site), place_line(two->site),
            "The block can never go on: its threads wait for each other.\t\037"
            "%s %s, %s\t\037%s %s, %s\t"
            "Let all threads of a block reach the same barrier, and all lanes "
            "of a mask the same warp operation.",
            who_is(one).text, waits_for(one), place_name(one->site).text,
            who_is(two).text, waits_for(two), place_name(two->site).text);
    finding_end();
}

void finding_endless(const char *where, uintptr_t pc, bool stuck)
{
    finding(stuck ? "endless" : "too-long", place_line(pc), 0,
            "%s had not ended after %d s.\t\037it was at %s\t%s", where,
            settings.seconds, place_name(pc).text,
            stuck ? "Look at the condition that should end the loop there."
                  : "It makes progress but needs too long here: use a smaller "
                    "problem, or give it more time with --seconds.");
    finding_end();
}

static const char *access_verb(bool write)
{
    return write ? "writes" : "reads";
}

void finding_bounds(const struct thread *thread, uintptr_t address, size_t size,
                    bool write, uintptr_t pc)
{
    finding("out-of-bounds", place_line(pc), 0,
            "An access outside of every allocation and variable.\t\037%s %s "
            "%zu bytes at %s\t\037that is %s\tCheck the guard (if (i < n)) and "
            "the size of the allocation.",
            who_is(thread).text, access_verb(write), size, place_name(pc).text,
            memory_name(address, thread ? thread->block : NULL).text);
    finding_end();
}

void finding_within(const struct thread *thread, long byte, size_t size,
                    size_t whole, uintptr_t pc)
{
    finding(
        "out-of-bounds", place_line(pc), 0,
        "An index leads out of its array.\t\037%s accesses %zu bytes at "
        "%s\t\037that is byte %ld of an array of %zu bytes\tCheck the index "
        "and the size of the array.",
        who_is(thread).text, size, place_name(pc).text, byte, whole);
    finding_end();
}

void finding_freed(const struct thread *thread, const struct allocation *a,
                   uintptr_t address, size_t size, bool write, uintptr_t pc)
{
    finding("use-after-free", place_line(pc), place_line(a->freed_at),
            "Memory is used after it was freed.\t\037%s %s %zu bytes at "
            "%s\t\037that is %s, freed at %s\tFree it after its last use.",
            who_is(thread).text, access_verb(write), size, place_name(pc).text,
            memory_name(address, NULL).text, place_name(a->freed_at).text);
    finding_end();
}

void finding_constant(const struct thread *thread, uintptr_t address,
                      uintptr_t pc)
{
    finding("write-to-constant", place_line(pc), 0,
            "A kernel writes to constant memory.\t\037%s writes %s at %s\t"
            "Only the host can set it, with cudaMemcpyToSymbol().",
            who_is(thread).text, memory_name(address, NULL).text,
            place_name(pc).text);
    finding_end();
}

void finding_misaligned(const struct thread *thread, uintptr_t address,
                        size_t size, uintptr_t pc)
{
    finding("misaligned", place_line(pc), 0,
            "An address is not a multiple of the size of the access.\t\037%s "
            "accesses %zu bytes at %s\t\037that is %s\tVectors of 8 or 16 "
            "bytes need addresses that are multiples of 8 or 16.",
            who_is(thread).text, size, place_name(pc).text,
            memory_name(address, thread->block).text);
    finding_end();
}

void finding_host_memory(const struct thread *thread, uintptr_t address,
                         size_t size, bool write, uintptr_t pc)
{
    finding("host-memory-in-kernel", place_line(pc), 0,
            "A kernel uses memory of the host.\t\037%s %s %zu bytes at "
            "%s\t\037that is %s\tPass a pointer from cudaMalloc() and copy the "
            "data with cudaMemcpy().",
            who_is(thread).text, access_verb(write), size, place_name(pc).text,
            memory_name(address, NULL).text);
    finding_end();
}

void finding_device_memory(uintptr_t address, size_t size, bool write,
                           uintptr_t pc)
{
    bool shared = memory_place(address) == PLACE_VARIABLE ||
                  memory_place(address) == PLACE_CONSTANT;
    finding("device-memory-on-host", place_line(pc), 0,
            "The host uses memory of the device.\t\037the host %s %zu bytes at "
            "%s\t\037that is %s\t%s",
            access_verb(write), size, place_name(pc).text,
            memory_name(address, NULL).text,
            shared ? "Copy it with cudaMemcpyFromSymbol() or "
                     "cudaMemcpyToSymbol()."
                   : "Copy it to memory of the host with cudaMemcpy() first.");
    finding_end();
}

void finding_crash(const struct thread *thread, uintptr_t address, int signal,
                   uintptr_t pc)
{
    finding("crash", place_line(pc), 0,
            "The program crashes (%s).\t\037%s at %s\t\037the address is %s\t"
            "Check the pointer and the index there.",
            strsignal(signal), who_is(thread).text, place_name(pc).text,
            memory_name(address, thread ? thread->block : NULL).text);
    finding_end();
}

void finding_stack(const struct thread *thread, uintptr_t pc)
{
    finding("stack-overflow", place_line(pc), 0,
            "The stack of a CUDA thread is full (%zu KiB).\t\037%s at %s\t"
            "Make the recursion shallower, or the local arrays smaller.",
            FIBER_STACK >> 10, who_is(thread).text, place_name(pc).text);
    finding_end();
}

void finding_assert(const struct thread *thread, const char *text, uintptr_t pc)
{
    finding("assertion", place_line(pc), 0,
            "%s\t\037%s at %s\tThe program says itself that this must not "
            "happen.",
            text, who_is(thread).text, place_name(pc).text);
    finding_end();
}

void finding_shared_full(const char *name, size_t bytes, uintptr_t pc)
{
    finding("too-much-shared-memory", place_line(pc), 0,
            "The block needs %zu bytes of static shared memory.\t\037with the "
            "variable %s at %s\tAt most 49152 bytes are allowed.",
            bytes, name, place_name(pc).text);
    finding_end();
}

void finding_on_host(const char *what, uintptr_t pc)
{
    finding("device-code-on-host", place_line(pc), 0,
            "The host calls what only kernels can call.\t\037%s at %s\tCall it "
            "from a kernel.",
            what, place_name(pc).text);
    finding_end();
}

void finding_unset(const struct thread *thread, uintptr_t address, uintptr_t pc)
{
    finding("uninitialised-read", place_line(pc), 0,
            "A value is read that nobody has written.\t\037%s reads it at "
            "%s\t\037it is %s\tSet it first: cudaMemset(), cudaMemcpy() or a "
            "store by the kernel.",
            who_is(thread).text, place_name(pc).text,
            memory_name(address, thread->block).text);
}

void finding_operation_bounds(uintptr_t address, size_t size, const char *what,
                              uintptr_t pc)
{
    const struct allocation *a = memory_find(address);
    if (a && a->freed)
        finding("use-after-free", place_line(pc), place_line(a->freed_at),
                "%s uses memory after it was freed.\t\037%zu bytes at "
                "%s\t\037that is %s, freed at %s\tFree it after its last use.",
                what, size, place_name(pc).text,
                memory_name(address, NULL).text, place_name(a->freed_at).text);
    else
        finding("out-of-bounds", place_line(pc), 0,
                "%s goes over memory that is not allocated.\t\037%zu bytes at "
                "%s\t\037from %s\tCompare its size, in bytes, with that of the "
                "allocation.",
                what, size, place_name(pc).text,
                memory_name(address, NULL).text);
}

void finding_never_written(const struct fetched_copy *copy, uintptr_t used)
{
    char use[200] = "";
    if (used)
        snprintf(use, sizeof use, "\037the host uses some of them at %s\t",
                 place_name(used).text);
    finding("never-written", place_line(copy->pc), used ? place_line(used) : 0,
            "%s copies bytes that nobody has written: %zu of %zu.\t\037at "
            "%s\t\037the first is %s\t%sDo grid and guard of the kernel cover "
            "all elements?",
            copy->what, copy->unwritten, copy->size, place_name(copy->pc).text,
            memory_name(copy->first, NULL).text, use);
}

void finding_free(const char *how, uintptr_t pc)
{
    finding("bad-free", place_line(pc), 0,
            "Memory is freed that cannot be freed.\t\037at %s: %s\tFree each "
            "allocation once, with the function that belongs to it.",
            place_name(pc).text, how);
}

void finding_copy(const char *how, uintptr_t pc)
{
    finding("bad-copy", place_line(pc), 0,
            "The direction of a copy does not fit its pointers.\t\037at %s: "
            "%s\tThe first pointer is the destination; "
            "cudaMemcpyHostToDevice copies from the host to the device.",
            place_name(pc).text, how);
}

void finding_launch(const char *kernel, const char *why, uintptr_t pc)
{
    finding("unchecked-launch", place_line(pc), 0,
            "A launch failed and nobody asked.\t\037%s at %s: %s\tAsk "
            "cudaGetLastError() after each launch, and mend the "
            "configuration.",
            kernel, place_name(pc).text, why);
}

void finding_timing(uint32_t launch, uintptr_t pc)
{
    const struct operation *op = order_operation(launch);
    finding("timing-without-sync", place_line(pc), place_line(op->pc),
            "A time is taken while the kernel may still run.\t\037the time at "
            "%s\t\037%s launched at %s\tCall cudaDeviceSynchronize(), or "
            "cudaEventSynchronize() for events, before the time is taken.",
            place_name(pc).text, op->name, place_name(op->pc).text);
}

void finding_leak(const struct allocation *a)
{
    finding("leak", place_line(a->made_at), 0,
            "Memory is never freed, other memory is.\t\037%zu bytes from "
            "%s\tFree it with cudaFree() (or cudaFreeHost()).",
            a->size, place_name(a->made_at).text);
}

void finding_note(const char *text, uintptr_t pc)
{
    finding("note", place_line(pc), 0, "%s\t\037at %s\t", text,
            place_name(pc).text);
}

void finding_not_judged(const char *text, uintptr_t pc)
{
    finding("not-judged", place_line(pc), 0, "%s\t\037at %s\t", text,
            place_name(pc).text);
    finding_end();
}

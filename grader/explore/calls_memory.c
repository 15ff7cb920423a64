/* malloc() and its kin, on the heap of the explored program. */
#define _GNU_SOURCE
#include <errno.h>
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "access.h"
#include "cores.h"
#include "heap.h"
#include "names.h"
#include "run.h"
#include "scheduler.h"
#include "state.h"
#include "trace.h"

#define PAGE_SIZE 4096
/* Freeing is checked against other accesses up to so far into a block. */
#define CHECKED_ON_FREE ((size_t)64 << 10)

static void *memory_take(size_t size, size_t align, uintptr_t pc)
{
    cores_charge(COST_ALLOC);
    void *block = heap_alloc(size, align, scheduler_current()->id, pc);
    if (!block)
        run_refuse(pc, "it needs more than 1 GiB of heap in one schedule");
    return block;
}

static _Noreturn void memory_bad_free(enum explore_kind kind, uintptr_t address,
                                      const char *how, uintptr_t pc)
{
    struct finding finding = {
        .kind = kind,
        .address = address,
        .side[0] = {.pc = pc, .access = ACCESS_WRITE},
    };
    char name[NAME_SIZE], place[NAME_SIZE];
    if (run_options()->explain)
        snprintf(finding.text, sizeof finding.text, "%s frees %s%s (%s).\n",
                 name_thread(scheduler_current()->id).text,
                 name_address(address, name), how, name_place(pc, place));
    run_fail(&finding);
}

static void memory_release(void *memory, uintptr_t pc)
{
    uintptr_t address = (uintptr_t)memory;
    cores_charge(COST_ALLOC);
    struct heap_block *block = heap_block_before(address);
    trace_call(scheduler_current(), "frees", NULL, pc);
    if (!block || block->address != address)
        memory_bad_free(EXPLORE_BAD_ADDRESS, address,
                        ", which is not the start of a block", pc);
    if (block->freed)
        memory_bad_free(EXPLORE_USE_AFTER_FREE, address, " a second time", pc);
    size_t size = block->size;
    access_check_race(memory, size < CHECKED_ON_FREE ? size : CHECKED_ON_FREE,
                      ACCESS_WRITE, pc);
    heap_release(heap_block_before(address), scheduler_current()->id, pc);
}

void *explore_malloc(size_t size)
{
    return run_active ? memory_take(size, 16, CALLER) : malloc(size);
}

void *explore_calloc(size_t count, size_t size)
{
    size_t total;
    if (!run_active)
        return calloc(count, size);
    if (__builtin_mul_overflow(count, size, &total))
        return NULL;
    return memset(memory_take(total, 16, CALLER), 0, total);
}

void explore_free(void *memory)
{
    if (!heap_owns((uintptr_t)memory)) {
        free(memory);
        return;
    }
    if (!run_active)
        return;
    scheduler_point(CALLER);
    memory_release(memory, CALLER);
}

/* Always moves, so that a pointer kept to the old place is noticed. */
void *explore_realloc(void *memory, size_t size)
{
    if (!run_active)
        return realloc(memory, size);
    if (!memory)
        return memory_take(size, 16, CALLER);
    scheduler_point(CALLER);
    void *moved = memory_take(size, 16, CALLER);
    struct heap_block *block = heap_block_at((uintptr_t)memory);
    size_t kept = heap_owns((uintptr_t)memory) ? (block ? block->size : 0)
                                               : malloc_usable_size(memory);
    memcpy(moved, memory, kept < size ? kept : size);
    if (heap_owns((uintptr_t)memory))
        memory_release(memory, CALLER);
    else
        free(memory);
    return moved;
}

void *explore_reallocarray(void *memory, size_t count, size_t size)
{
    size_t total;
    if (__builtin_mul_overflow(count, size, &total))
        return NULL;
    return explore_realloc(memory, total);
}

void *explore_aligned_alloc(size_t align, size_t size)
{
    return run_active ? memory_take(size, align, CALLER)
                      : aligned_alloc(align, size);
}

void *explore_memalign(size_t align, size_t size)
{
    return explore_aligned_alloc(align, size);
}

void *explore_valloc(size_t size)
{
    return explore_aligned_alloc(PAGE_SIZE, size);
}

int explore_posix_memalign(void **memory, size_t align, size_t size)
{
    if (!run_active)
        return posix_memalign(memory, align, size);
    if (align % sizeof(void *) || align & (align - 1))
        return EINVAL;
    *memory = memory_take(size, align, CALLER);
    return 0;
}

char *explore_strndup(const char *text, size_t most)
{
    if (!run_active)
        return strndup(text, most);
    scheduler_point(CALLER);
    size_t length = strnlen(text, most);
    access_check(text, length < most ? length + 1 : most, ACCESS_READ, CALLER);
    char *copy = memory_take(length + 1, 16, CALLER);
    copy[length] = '\0';
    return memcpy(copy, text, length);
}

char *explore_strdup(const char *text)
{
    if (!run_active)
        return strdup(text);
    scheduler_point(CALLER);
    size_t size = strlen(text) + 1;
    access_check(text, size, ACCESS_READ, CALLER);
    return memcpy(memory_take(size, 16, CALLER), text, size);
}

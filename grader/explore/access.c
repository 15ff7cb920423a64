#include "access.h"

#include <errno.h>
#include <stdio.h>

#include "cores.h"
#include "heap.h"
#include "names.h"
#include "object.h"
#include "omp_league.h"
#include "region.h"
#include "run.h"
#include "scheduler.h"
#include "shadow.h"
#include "stack.h"
#include "strand.h"
#include "tls.h"
#include "trace.h"
#include "watch.h"

static const char *access_words(enum access_kind access)
{
    static const char *const words[] = {"reads", "writes", "atomically reads",
                                        "atomically writes"};
    return words[access];
}

static void access_explain_race(struct finding *finding)
{
    char name[NAME_SIZE], last[NAME_SIZE], first[NAME_SIZE];
    const struct finding_side *side = finding->side;
    bool alone = side[0].thread == side[1].thread;
    snprintf(
        finding->text, sizeof finding->text,
        "%s %s %s (%s)\nand %s %s it (%s),\n%s",
        name_thread(side[1].thread).text, access_words(side[1].access),
        name_address(finding->address, name), name_place(side[1].pc, first),
        name_thread(side[0].thread).text, access_words(side[0].access),
        name_place(side[0].pc, last),
        alone ? "and nothing orders the two tasks, teams or simd lanes.\n"
              : "and nothing orders the two: no lock that both hold, no join, "
                "no release\nand acquire between them.\n");
}

static void access_found_race(const struct shadow_race *race,
                              enum access_kind access, uintptr_t pc)
{
    struct finding finding = {
        .kind = EXPLORE_RACE,
        .address = race->address,
        .size = race->size,
        .side = {{.pc = pc, .access = access},
                 {.pc = race->pc,
                  .access = race->access,
                  .thread = strand_at(race->strand)->thread}},
    };
    finding.side[0].thread = scheduler_current()->id;
    if (run_options()->explain)
        access_explain_race(&finding);
    run_find(&finding);
}

static void access_explain_block(struct finding *finding,
                                 const struct heap_block *block,
                                 const char *words)
{
    char place[NAME_SIZE], name[NAME_SIZE], other[NAME_SIZE];
    const struct finding_side *side = &finding->side[0];
    int length = snprintf(
        finding->text, sizeof finding->text, "%s %s %s (%s).\n",
        name_thread(scheduler_current()->id).text, words,
        name_address(finding->address, name), name_place(side->pc, place));
    if (block && block->freed)
        snprintf(finding->text + length, sizeof finding->text - (size_t)length,
                 "%s had freed it (%s).\n", name_thread(block->freed_by).text,
                 name_place(block->freed_at, other));
}

static bool access_is_inside(const struct heap_block *block, uintptr_t address,
                             size_t size)
{
    return block && !block->freed &&
           address + size <= block->address + block->size;
}

static _Noreturn void access_found_outside(uintptr_t address, size_t size,
                                           enum access_kind access,
                                           const char *words, uintptr_t pc)
{
    const struct heap_block *block = heap_block_at(address);
    struct finding finding = {
        .kind = block && block->freed ? EXPLORE_USE_AFTER_FREE
                                      : EXPLORE_BAD_ADDRESS,
        .address = address,
        .size = size,
        .side[0] = {.pc = pc, .access = access},
    };
    if (run_options()->explain)
        access_explain_block(&finding, block, words);
    run_fail(&finding);
}

static void access_check_heap(uintptr_t address, size_t size,
                              enum access_kind access, uintptr_t pc)
{
    if (!access_is_inside(heap_block_at(address), address, size))
        access_found_outside(address, size, access, access_words(access), pc);
}

/* In other teams of a league than the first a lock is known by an address
 * beside its own. */
void access_object(const struct object *object, uintptr_t pc)
{
    uintptr_t address = object->address;
    scheduler_point(pc);
    if (cores_on || !heap_owns(address) || league_number() ||
        access_is_inside(heap_block_at(address), address, 1))
        return;
    trace_call(scheduler_current(), "uses", object, pc);
    access_found_outside(address, 1, ACCESS_READ, "uses", pc);
}

/*
 * One thread's tasks are not ordered, but share its thread-local variables. Of
 * these errno is at one address for all threads if the program has none of its
 * own; each finds there what it left.
 */
static bool access_is_own(const struct thread *self, uintptr_t address)
{
    size_t size;
    if (region_is_unshared(address) || address == (uintptr_t)&errno)
        return true;
    return self->private_tls && address - tls_range(self->tls, &size) < size;
}

void access_check_race(const volatile void *address, size_t size,
                       enum access_kind access, uintptr_t pc)
{
    struct shadow_race race;
    if (strand_number() <= 1 || cores_on || tls_is_copied((uintptr_t)address) ||
        access_is_own(scheduler_current(), (uintptr_t)address))
        return;
    stack_note_access((uintptr_t)address);
    if (shadow_access(scheduler_current()->strand, (uintptr_t)address, size,
                      access, pc, &race))
        access_found_race(&race, access, pc);
}

void access_check(const volatile void *where, size_t size,
                  enum access_kind access, uintptr_t pc)
{
    uintptr_t address = (uintptr_t)where;
    if (!size)
        return;
    if (cores_on) {
        cores_access(address, size, access);
        return;
    }
    trace_access(scheduler_current(), address, size, access, pc);
    if (!(access & ACCESS_WRITE))
        watch_read(address);
    if (heap_owns(address))
        access_check_heap(address, size, access, pc);
    access_check_race(where, size, access, pc);
}

void access_memory(const volatile void *address, size_t size,
                   enum access_kind access, uintptr_t pc)
{
    if (!cores_on)
        scheduler_point(pc);
    access_check(address, size, access, pc);
}

#include "shadow.h"

#include <stdlib.h>
#include <string.h>

#include "panic.h"
#include "region.h"
#include "state.h"
#include "strand.h"

#define GROUP 8u
#define PAGE_CELLS 512u /* of 4 KiB of memory */
#define FIRST_PAGES 64u
#define INLINE_RECORDS 2
#define MEETING_BITS (1u << 16)

struct record {
    uintptr_t pc;
    uint32_t time;
    uint32_t strand;
    uint8_t bytes; /* bit mask within the group */
    uint8_t access;
};

/* The history of a group; one of an older generation is empty. */
struct cell {
    uint32_t generation;
    uint16_t count, room;
    struct record *records; /* `own`, or a longer array in the region */
    struct record own[INLINE_RECORDS];
};

/* Neighbours in memory are neighbours here; pages are kept for ever. */
struct page {
    uintptr_t number; /* of the first group / PAGE_CELLS */
    struct cell cells[PAGE_CELLS];
};

EXPLORE_STATE static struct page **pages; /* open hash table */
EXPLORE_STATE static uint32_t page_slots; /* a power of two */
EXPLORE_STATE static uint32_t pages_used;
EXPLORE_STATE static struct page *last_page;
EXPLORE_STATE static uint32_t cell_generation;
EXPLORE_STATE static uint64_t meeting_seen[MEETING_BITS / 64];
EXPLORE_STATE static unsigned long meetings;

static void *shadow_allocate(size_t count, size_t size)
{
    void *memory = calloc(count, size);
    if (!memory)
        explore_panic("no memory for the history of accesses");
    return memory;
}

void shadow_reset(void)
{
    if (!pages) {
        pages = shadow_allocate(FIRST_PAGES, sizeof(struct page *));
        page_slots = FIRST_PAGES;
    }
    cell_generation++;
}

static struct page **shadow_slot(uintptr_t number)
{
    uint64_t hash = number * 0x9e3779b97f4a7c15u >> 32;
    while (pages[hash & (page_slots - 1)] &&
           pages[hash & (page_slots - 1)]->number != number)
        hash++;
    return &pages[hash & (page_slots - 1)];
}

static void shadow_grow(void)
{
    struct page **old = pages;
    uint32_t count = page_slots;
    page_slots *= 2;
    pages = shadow_allocate(page_slots, sizeof(struct page *));
    for (uint32_t i = 0; i < count; i++)
        if (old[i])
            *shadow_slot(old[i]->number) = old[i];
    free(old);
}

static struct page *shadow_page(uintptr_t number)
{
    struct page **slot = shadow_slot(number);
    if (*slot)
        return *slot; // cppcheck-suppress identicalInnerCondition
    if (++pages_used > page_slots / 2) {
        shadow_grow();
        slot = shadow_slot(number);
    }
    *slot = shadow_allocate(1, sizeof(struct page));
    (*slot)->number = number;
    return *slot;
}

static inline struct cell *shadow_cell(uintptr_t group)
{
    uintptr_t number = group / PAGE_CELLS;
    if (!last_page || last_page->number != number)
        last_page = shadow_page(number);
    struct cell *cell = &last_page->cells[group % PAGE_CELLS];
    if (cell->generation != cell_generation) {
        cell->generation = cell_generation;
        cell->count = 0;
        cell->room = INLINE_RECORDS;
        cell->records = cell->own;
    }
    return cell;
}

static void shadow_push(struct cell *cell, struct record record)
{
    if (cell->count == cell->room) {
        struct record *longer = region_alloc(2 * cell->room * sizeof *longer);
        memcpy(longer, cell->records, cell->count * sizeof *longer);
        cell->records = longer;
        cell->room *= 2;
    }
    cell->records[cell->count++] = record;
}

static bool shadow_conflicts(const struct record *a, const struct record *b)
{
    return a->bytes & b->bytes && (a->access | b->access) & ACCESS_WRITE &&
           !(a->access & b->access & ACCESS_ATOMIC_READ);
}

/*
 * Does a later access of kind `later` show every race that an access of kind
 * `earlier`, ordered before it, could show?
 */
static bool shadow_covers(unsigned later, unsigned earlier)
{
    static const uint8_t covered[] = {
        [ACCESS_READ] = 1 << ACCESS_READ | 1 << ACCESS_ATOMIC_READ,
        [ACCESS_WRITE] = 15,
        [ACCESS_ATOMIC_READ] = 1 << ACCESS_ATOMIC_READ,
        [ACCESS_ATOMIC_WRITE] =
            1 << ACCESS_ATOMIC_READ | 1 << ACCESS_ATOMIC_WRITE,
    };
    return covered[later] >> earlier & 1;
}

static void shadow_note_meeting(uintptr_t earlier, uintptr_t later)
{
    uint64_t hash = (earlier * 31 + later) * 0x9e3779b97f4a7c15u >> 48;
    uint64_t bit = 1ull << (hash % 64);
    uint64_t *word = &meeting_seen[hash / 64 % (MEETING_BITS / 64)];
    meetings += !(*word & bit);
    *word |= bit;
}

static void shadow_report(struct shadow_race *race, const struct record *old,
                          uint8_t bytes)
{
    unsigned common = old->bytes & bytes;
    unsigned first = (unsigned)__builtin_ctz(common);
    *race = (struct shadow_race){
        .address = first, /* within the group */
        .size = (size_t)__builtin_popcount(common),
        .strand = old->strand,
        .access = old->access,
        .pc = old->pc,
    };
}

/* Enters `now` in one cell; returns the number of races. */
static unsigned shadow_enter(struct cell *cell, const struct strand *strand,
                             struct record now, struct shadow_race *race)
{
    unsigned races = 0, kept = 0;
    for (unsigned i = 0; i < cell->count; i++) {
        struct record *old = &cell->records[i];
        bool mine = old->strand == now.strand;
        if (mine && old->time == now.time && (now.bytes & ~old->bytes) == 0 &&
            shadow_covers(old->access, now.access)) {
            for (; i < cell->count; i++)
                cell->records[kept++] = cell->records[i];
            cell->count = (uint16_t)kept;
            return races;
        }
        bool ordered =
            mine || vclock_get(&strand->now, old->strand) >= old->time;
        if (!mine && shadow_conflicts(old, &now)) {
            shadow_note_meeting(old->pc, now.pc);
            if (!ordered && !races++)
                shadow_report(race, old, now.bytes);
        }
        if (ordered && !(old->bytes & ~now.bytes) &&
            shadow_covers(now.access, old->access))
            continue;
        cell->records[kept++] = *old;
    }
    cell->count = (uint16_t)kept;
    shadow_push(cell, now);
    return races;
}

bool shadow_access(const struct strand *strand, uintptr_t address, size_t size,
                   enum access_kind access, uintptr_t pc,
                   struct shadow_race *race)
{
    bool found = false;
    struct record now = {
        .pc = pc,
        .time = strand_time(strand),
        .strand = strand->id,
        .access = (uint8_t)access,
    };
    while (size) {
        unsigned first = address % GROUP;
        unsigned count = GROUP - first;
        if (count > size)
            count = (unsigned)size;
        now.bytes = (uint8_t)(((1u << count) - 1) << first);
        struct shadow_race here;
        if (shadow_enter(shadow_cell(address / GROUP), strand, now, &here) &&
            !found) {
            *race = here;
            race->address += address / GROUP * GROUP;
            found = true;
        }
        address += count;
        size -= count;
    }
    return found;
}

void shadow_forget(uintptr_t address, size_t size)
{
    uintptr_t group = address / GROUP;
    while (size && group <= (address + size - 1) / GROUP) {
        struct page *page = *shadow_slot(group / PAGE_CELLS);
        if (page)
            page->cells[group % PAGE_CELLS].generation = 0;
        group = page ? group + 1 : (group / PAGE_CELLS + 1) * PAGE_CELLS;
    }
}

unsigned long shadow_meetings(void)
{
    return meetings;
}

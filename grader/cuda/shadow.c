#include "shadow.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "../explore/panic.h"
#include "known.h"
#include "memory.h"
#include "order.h"
#include "settings.h"

enum { KEPT = 4, WORD = 4 };

struct cell {
    struct stamp kept[KEPT];
};

static struct cell *arena_cells;
static uint8_t *arena_set; /* one bit a byte */

/* The same for variables of a section. */
struct section_cells {
    uintptr_t start;
    size_t size;
    struct cell *cells;
};
static struct section_cells sections[3];

static void *shadow_map(size_t size)
{
    void *start = mmap(NULL, size, PROT_READ | PROT_WRITE,
                       MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (start == MAP_FAILED)
        explore_panic("no address space for the history of accesses");
    return start;
}

void shadow_prepare(void)
{
    arena_cells = shadow_map(ARENA_SIZE / WORD * sizeof *arena_cells);
    arena_set = shadow_map(ARENA_SIZE / 8);
}

static struct cell *section_cell(uintptr_t address)
{
    for (int i = 0; i < 3; i++) {
        struct section_cells *s = &sections[i];
        if (!s->cells) {
            if (!memory_section(address, &s->start, &s->size))
                return NULL;
            s->cells = shadow_map((s->size + WORD) / WORD * sizeof *s->cells);
        }
        if (address - s->start < s->size)
            return &s->cells[(address - s->start) / WORD];
    }
    return NULL;
}

static struct cell *shadow_cell(uintptr_t address)
{
    if (address - ARENA < ARENA_SIZE)
        return &arena_cells[(address - ARENA) / WORD];
    return section_cell(address);
}

/* Big ranges are given back to the system, which zeroes them. */
static void shadow_zero(void *start, size_t size)
{
    enum { PAGE = 4096, BIG = 64 * PAGE };
    uintptr_t from = ((uintptr_t)start + PAGE - 1) & ~(uintptr_t)(PAGE - 1);
    uintptr_t to = ((uintptr_t)start + size) & ~(uintptr_t)(PAGE - 1);
    if (size < BIG) {
        memset(start, 0, size);
        return;
    }
    madvise((void *)from, to - from, MADV_DONTNEED);
    memset(start, 0, from - (uintptr_t)start);
    memset((void *)to, 0, (uintptr_t)start + size - to);
}

void shadow_fresh(uintptr_t address, size_t size)
{
    if (!arena_cells || !size)
        return;
    shadow_zero(shadow_cell(address),
                (size + WORD - 1) / WORD * sizeof *arena_cells);
    shadow_zero(&arena_set[(address - ARENA) / 8], (size + 7) / 8);
}

void shadow_set(uintptr_t address, size_t size)
{
    size_t at = address - ARENA;
    if (at >= ARENA_SIZE)
        return;
    if (at % 8 + size <= 8) {
        arena_set[at / 8] |= (uint8_t)(((1u << size) - 1) << at % 8);
        return;
    }
    for (; size && at % 8; size--, at++)
        arena_set[at / 8] |= (uint8_t)(1u << at % 8);
    memset(&arena_set[at / 8], 0xff, size / 8);
    if (size % 8)
        arena_set[at / 8 + size / 8] |= (uint8_t)((1u << size % 8) - 1);
}

size_t shadow_unset(uintptr_t address, size_t size)
{
    size_t at = address - ARENA;
    if (at >= ARENA_SIZE)
        return size;
    if (at % 8 + size <= 8) {
        unsigned want = ((1u << size) - 1) << at % 8;
        unsigned lacks = want & ~arena_set[at / 8];
        return lacks ? (size_t)__builtin_ctz(lacks) - at % 8 : size;
    }
    for (size_t i = 0; i < size; i++) {
        if (!(arena_set[(at + i) / 8] >> (at + i) % 8 & 1))
            return i;
        while ((at + i) % 8 == 7 && i + 8 < size &&
               arena_set[(at + i + 1) / 8] == 0xff)
            i += 8;
    }
    return size;
}

void shadow_copy(uintptr_t to, uintptr_t from, size_t size)
{
    if (to - ARENA >= ARENA_SIZE || shadow_unset(from, size) == size)
        return;
    for (size_t i = 0, at = to - ARENA; i < size; i++, at++)
        if (shadow_unset(from + i, 1) == 0)
            arena_set[at / 8] &= (uint8_t) ~(1u << at % 8);
}

unsigned char shadow_poison(void)
{
    return (unsigned char)(0xa5 + 29 * settings.seed);
}

static bool byte_is_unset(uintptr_t address)
{
    size_t at = address - ARENA;
    return !(arena_set[at / 8] >> at % 8 & 1);
}

/* Whole words count: one byte may have the value of the poison by chance. */
size_t shadow_unwritten(uintptr_t address, size_t size, uintptr_t *first)
{
    size_t unwritten = 0;
    if (address - ARENA >= ARENA_SIZE)
        return 0;
    for (uintptr_t at = address, end = address + size; at < end;) {
        uintptr_t next = (at & ~(uintptr_t)(WORD - 1)) + WORD;
        unsigned unset = 0, poisoned = 0;
        uintptr_t lowest = 0;
        for (; at < next && at < end; at++) {
            if (!byte_is_unset(at))
                continue;
            lowest = lowest ? lowest : at;
            unset++;
            poisoned += *(const unsigned char *)at == shadow_poison();
        }
        if (!unset || poisoned != unset)
            continue;
        if (!unwritten)
            *first = lowest;
        unwritten += unset;
    }
    return unwritten;
}

/* --- races ---------------------------------------------------------------- */

static bool stamp_before(const struct stamp *kept, const struct thread *thread,
                         const struct stamp *new)
{
    if (kept->operation != new->operation)
        return order_before(kept->operation, new->operation);
    if (!thread || kept->thread == new->thread)
        return true;
    return known_of(thread, kept->thread, kept->epoch, kept->tick);
}

static bool kinds_conflict(const struct stamp *a, const struct stamp *b)
{
    if (!shadow_writes(a->kind) && !shadow_writes(b->kind))
        return false;
    if (a->kind < SHADOW_ATOMIC || b->kind < SHADOW_ATOMIC)
        return true;
    if (a->kind == SHADOW_FLAG_WRITE && b->kind == SHADOW_FLAG_WRITE)
        return true;
    return (a->kind == SHADOW_ATOMIC_BLOCK || b->kind == SHADOW_ATOMIC_BLOCK) &&
           (a->thread >> 10 != b->thread >> 10 || a->operation != b->operation);
}

/* Would `new` show every race that `kept`, which came before, could show? */
static bool stamp_covers(const struct stamp *new, const struct stamp *kept)
{
    return !(kept->bytes & ~new->bytes) &&
           (new->kind == SHADOW_WRITE || new->kind == kept->kind);
}

/* Atomic functions of one launch at one element come one after the other: who
 * comes after the last of them comes after all. */
static bool stamp_follows(const struct stamp *new, const struct stamp *kept)
{
    return new->kind == SHADOW_ATOMIC &&
           kept->kind == SHADOW_ATOMIC &&new->operation ==
               kept->operation &&new->bytes == kept->bytes;
}

/* How much is lost if `new` takes the place of `kept`: little if the two are
 * alike. */
static int stamp_distance(const struct stamp *new, const struct stamp *kept)
{
    if (new->kind != kept->kind || new->bytes != kept->bytes ||
        new->operation != kept->operation)
        return 4;
    if (new->thread >> 10 != kept->thread >> 10)
        return 3;
    return new->thread >> 5 != kept->thread >> 5 ? 2 : 1;
}

static void cell_keep(struct cell *cell, const struct stamp *new)
{
    struct stamp *place = NULL;
    int best = 5, others = 0;
    for (int i = 0; i < KEPT; i++) {
        struct stamp *kept = &cell->kept[i];
        if (!kept->used) {
            *kept = *new;
            return;
        }
        int distance = stamp_distance(new, kept);
        others += distance == 3;
        if (distance < best) {
            best = distance;
            place = kept;
        }
    }
    if (others < 2)
        *place = *new;
}

static bool cell_access(struct cell *cell, const struct thread *thread,
                        const struct stamp *new, struct stamp *race)
{
    bool raced = false, covered = false;
    for (int i = 0; i < KEPT; i++) {
        struct stamp *kept = &cell->kept[i];
        if (!kept->used)
            continue;
        if (kept->thread == new->thread && kept->operation == new->operation &&
            kept->epoch == new->epoch && kept->tick == new->tick &&
            !(new->bytes & ~kept->bytes) &&
            (kept->kind == SHADOW_WRITE || kept->kind == new->kind)) {
            covered = true;
            continue;
        }
        if (stamp_before(kept, thread, new)) {
            if (stamp_covers(new, kept))
                kept->used = 0;
        } else if ((!raced || race->kind == SHADOW_WRITE) &&
                   (kept->bytes & new->bytes) && kinds_conflict(kept, new)) {
            raced = true;
            *race = *kept;
        } else if (stamp_follows(new, kept)) {
            kept->used = 0;
        }
    }
    if (!covered)
        cell_keep(cell, new);
    return raced;
}

bool shadow_access(const struct thread *thread, uint32_t operation,
                   uintptr_t address, size_t size, enum shadow_kind kind,
                   uintptr_t pc, struct shadow_race *race)
{
    struct stamp new = {
        .pc = (uint32_t)pc, .kind = kind, .used = 1, .operation = operation};
    bool raced = false;
    if (thread) {
        new.thread = known_name(thread);
        new.epoch = thread->block->epoch;
        new.tick = thread->tick;
    }
    for (uintptr_t at = address, end = address + size; at < end;) {
        uintptr_t word = at & ~(uintptr_t)(WORD - 1);
        unsigned first = (unsigned)(at - word);
        unsigned past = end - word < WORD ? (unsigned)(end - word) : WORD;
        struct cell *cell = shadow_cell(word);
        new.bytes = ((1u << past) - 1) & ~((1u << first) - 1) & 15u;
        struct stamp earlier;
        if (cell && cell_access(cell, thread, &new, &earlier) && !raced) {
            raced = true;
            race->earlier = earlier;
            race->address = at;
        }
        at = word + WORD;
    }
    return raced;
}

void shadow_forget_reads(const struct thread *thread, uintptr_t address,
                         size_t size)
{
    uint32_t name = known_name(thread), op = thread->block->launch->op;
    for (uintptr_t at = address; at < address + size; at += WORD) {
        struct cell *cell = shadow_cell(at & ~(uintptr_t)(WORD - 1));
        for (int i = 0; cell && i < KEPT; i++)
            if (cell->kept[i].thread == name && cell->kept[i].operation == op &&
                cell->kept[i].kind == SHADOW_READ)
                cell->kept[i].used = 0;
    }
}

#include "shadow.h"

#include <string.h>

#include "layer.h"
#include "thread.h"

/* How it works: memory is looked at in cells of 8 bytes. A cell keeps the
 * latest accesses, one for each thread, kind and set of bytes; an access that
 * is known to the thread of a later write to the same bytes can be dropped:
 * whoever races with it races with the write. So can an access that its thread
 * repeats in the same step, which is found without the lock. A program that
 * computes for long is not to take for ever: LOOKS of them are looked at. */

enum {
    CELLS = 1 << 15,
    CELL = 8,
    KEPT = 6,
    FULL = CELLS / 4 * 3,
    LATEST = 256,
    LOOKS = 1 << 23
};

struct past {
    int8_t thread;
    enum shadow_kind kind : 8;
    uint8_t bytes; /* a bit for each */
    uint32_t step;
    uint64_t place;
};

struct cell {
    uintptr_t key; /* the address, in cells; 0: free */
    int count, oldest;
    struct past past[KEPT];
};

static struct cell cells[CELLS];
static int used, looks;
static volatile bool given_up;

/* What this thread has done lately, by address. */
struct latest {
    uintptr_t at;
    int64_t size;
    uint32_t step, epoch;
    enum shadow_kind kind;
};

static _Thread_local struct latest latest[LATEST];
static volatile uint32_t epoch = 1; /* another one when memory is forgotten */

static bool is_repeated(uintptr_t at, int64_t size, enum shadow_kind kind,
                        uint32_t step)
{
    struct latest *old = &latest[at / 4 % LATEST];
    if (old->at == at && old->size == size && old->step == step &&
        old->epoch == epoch &&
        (old->kind == kind || old->kind == SHADOW_WRITES))
        return true;
    *old = (struct latest){at, size, step, epoch, kind};
    return false;
}

static struct cell *cell_of(uintptr_t key)
{
    uint32_t at = (uint32_t)(key * UINT64_C(0x9e3779b97f4a7c15) >> 40);
    for (;; at++) {
        struct cell *cell = &cells[at % CELLS];
        if (cell->key == key)
            return cell;
        if (cell->key != 0)
            continue;
        if (used == FULL)
            return NULL;
        used++;
        cell->key = key;
        return cell;
    }
}

static bool is_conflict(const struct past *old, const struct past *new)
{
    return (old->bytes & new->bytes) &&
           (old->kind != new->kind || old->kind == SHADOW_WRITES);
}

static void race_report(const struct past *old, const struct past *new)
{
    static const char *const doing[] = {"reads", "writes",
                                        "atomically changes"};
    board_lock();
    struct finding *finding = finding_open(FINDING_THREAD_RACE, new->place);
    finding_line(finding, layer.rank, old->place,
                 "thread %d of the rank %s here", old->thread,
                 doing[old->kind]);
    finding_line(finding, layer.rank, new->place,
                 "thread %d %s the same memory, and nothing says which of them "
                 "comes first",
                 new->thread, doing[new->kind]);
    board_unlock();
}

/* What the new access makes needless. */
static bool past_is_covered(const struct past *old, const struct past *new,
                            bool known)
{
    return (old->bytes & ~new->bytes) == 0 && known &&
           (new->kind == SHADOW_WRITES ||
            (new->kind == old->kind && old->thread == new->thread));
}

static void cell_add(struct cell *cell, const struct past *new)
{
    int kept = 0;
    for (int i = 0; i < cell->count; i++) {
        const struct past *old = &cell->past[i];
        bool known = old->thread == new->thread ||
                     thread_knows(new->thread, old->thread, old->step);
        if (!known && is_conflict(old, new))
            race_report(old, new);
        if (!past_is_covered(old, new, known))
            cell->past[kept++] = *old;
    }
    cell->count = kept;
    if (kept < KEPT)
        cell->past[cell->count++] = *new;
    else
        cell->past[cell->oldest++ % KEPT] = *new;
}

static void remember(uintptr_t at, int64_t size, struct past *new)
{
    uintptr_t end = at + (uintptr_t)size;
    thread_lock();
    if (++looks == LOOKS)
        shadow_give_up();
    for (uintptr_t key = at / CELL; key * CELL < end && !given_up; key++) {
        uintptr_t low = key * CELL, first = at > low ? at - low : 0;
        uintptr_t behind = end < low + CELL ? end - low : CELL;
        struct cell *cell = cell_of(key);
        if (!cell)
            break;
        new->bytes = (uint8_t)((0xffu << first) & (0xffu >> (CELL - behind)));
        cell_add(cell, new);
    }
    thread_unlock();
}

void shadow_access(const void *address, int64_t size, enum shadow_kind kind,
                   uint64_t place)
{
    int self = thread_self();
    if (self < 0 || given_up)
        return;
    uint32_t step = thread_step(self);
    if (is_repeated((uintptr_t)address, size, kind, step))
        return;
    struct past new = {
        .thread = (int8_t)self, .kind = kind, .step = step, .place = place};
    remember((uintptr_t)address, size, &new);
}

void shadow_call(const void *address, int64_t size, enum shadow_kind kind,
                 uint64_t place)
{
    int self = thread_self();
    if (self < 0 || given_up)
        return;
    struct past new = {.thread = (int8_t)self,
                       .kind = kind,
                       .step = thread_step(self) - 1,
                       .place = place};
    remember((uintptr_t)address, size, &new);
}

void shadow_forget(const void *memory, size_t size)
{
    uintptr_t low = (uintptr_t)memory / CELL;
    uintptr_t high = ((uintptr_t)memory + size + CELL - 1) / CELL;
    thread_lock();
    epoch++;
    for (int i = 0; i < CELLS && used > 0; i++)
        if (cells[i].key >= low && cells[i].key < high)
            cells[i].count = 0;
    thread_unlock();
}

void shadow_clear(void)
{
    epoch++;
    if (used > 0)
        memset(cells, 0, sizeof cells);
    used = 0;
}

void shadow_give_up(void)
{
    given_up = true;
}

/* driver.c - worker side of `free`: the store, and threads that use objects. */
#include <stdalign.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "cacheline.h"
#include "calls.h"
#include "driver.h"
#include "object.h"
#include "range.h"
#include "store.h"
#include "team.h"

/* --- the store: books for each rank, so that they are in nobody's way -------
 */

static struct {
    alignas(CACHELINE) atomic_size_t taken;
    atomic_size_t given, twice;
} books[OBJECT_RANKS];

struct piece {
    alignas(CACHELINE) atomic_uint given;
    size_t size;
};

void *store_take(size_t size, unsigned rank)
{
    size_t whole =
        (sizeof(struct piece) + size + CACHELINE - 1) / CACHELINE * CACHELINE;
    struct piece *piece = aligned_alloc(CACHELINE, whole);
    if (piece == NULL)
        abort();
    memset(piece, 0, whole);
    piece->size = size;
    atomic_fetch_add_explicit(&books[rank].taken, 1, memory_order_relaxed);
    return piece + 1;
}

/* Never handed out again: who uses it later finds nonsense, every time. */
void store_give_back(void *bytes, unsigned rank)
{
    struct piece *piece = (struct piece *)bytes - 1;
    if (atomic_fetch_add(&piece->given, 1) > 0) {
        atomic_fetch_add(&books[rank].twice, 1);
        return;
    }
    memset(bytes, 0xdd, piece->size);
    atomic_fetch_add_explicit(&books[rank].given, 1, memory_order_relaxed);
}

/* --- step by step -----------------------------------------------------------
 */

static struct object *objects[OBJECTS];

static void run_new(const void *args)
{
    const struct new_args *a = args;
    objects[a->object] = object_new(a->rank, a->value, a->eternal != 0);
}

static void run_hold(const void *args)
{
    const struct use_args *a = args;
    for (unsigned i = 0; i < a->times; i++)
        object_hold(objects[a->object], a->rank);
}

static void run_drop(const void *args)
{
    const struct use_args *a = args;
    for (unsigned i = 0; i < a->times; i++)
        object_drop(objects[a->object], a->rank);
}

static void run_add(const void *args)
{
    const struct add_args *a = args;
    *a->value = object_add(objects[a->object], a->amount);
}

static void run_settle(const void *args)
{
    const struct use_args *a = args;
    object_settle(a->rank);
}

static void run_count(const void *args)
{
    const struct count_args *a = args;
    size_t taken = 0, given = 0, twice = 0;
    for (unsigned i = 0; i < OBJECT_RANKS; i++) {
        taken += atomic_load(&books[i].taken);
        given += atomic_load(&books[i].given);
        twice += atomic_load(&books[i].twice);
    }
    *a->taken = taken;
    *a->given = given;
    *a->twice = twice;
}

/* --- threads ----------------------------------------------------------------
 */

enum { ROUNDS = 400 };

struct crew {
    size_t n;
    struct object *program, *own[OBJECT_RANKS];
};

/* What an interpreter does between two uses of objects. */
static void compute(void)
{
    uint64_t x = 88172645463325252u;
    for (unsigned i = 0; i < ROUNDS; i++) {
        x ^= x << 13;
        x ^= x >> 7;
        x ^= x << 17;
    }
    *(volatile uint64_t *)&x = x;
}

static void member(unsigned rank, unsigned threads, void *shared)
{
    const struct crew *c = shared;
    struct range part = range_part(c->n, threads, rank);
    for (size_t i = part.first; i < part.end; i++) {
        bool far = i % NEIGHBOUR == NEIGHBOUR - 1;
        struct object *o = c->own[far ? (rank + 1) % threads : rank];
        object_hold(c->program, rank);
        object_hold(o, rank);
        object_add(o, object_get(c->program));
        object_drop(o, rank);
        object_drop(c->program, rank);
        compute();
    }
}

/* The team is over; each rank's objects go. */
static void finish(unsigned rank, unsigned threads, void *shared)
{
    const struct crew *c = shared;
    (void)threads;
    object_drop(c->own[rank], rank);
    object_settle(rank);
}

static void run_work(const void *args)
{
    const struct work_args *a = args;
    struct crew c = {.n = a->n, .program = object_new(0, 1, true)};
    size_t taken, given, twice;
    for (unsigned i = 0; i < a->threads; i++)
        c.own[i] = object_new(i, 0, false);
    team_run(a->threads, member, &c);
    *a->sum = 0;
    for (unsigned i = 0; i < a->threads; i++)
        *a->sum += object_add(c.own[i], 0);
    team_run(a->threads, finish, &c);
    run_count(&(struct count_args){&taken, &given, &twice});
    *a->live = taken - given;
}

DRIVER_OPS(run_new, run_hold, run_drop, run_add, run_settle, run_count,
           run_work);

#include "known.h"

#include <stdlib.h>
#include <string.h>

#include "../explore/panic.h"

enum { MOST_TICK = (1 << TICK_BITS) - 1, ADDRESSES = 1 << 16 };

/* A hash table from a thread, or a block, to what is known of it. */
struct known {
    uint32_t count, room;
    struct fact {
        uint64_t key;   /* 0: free; a thread's name + 1, or BLOCK | number */
        uint64_t value; /* epoch << TICK_BITS | tick, or an epoch */
    } * fact;
    uint64_t fenced;       /* the thread's stamp at its last fence; or 0 */
    uint64_t fenced_epoch; /* all of its block up to here */
    uint64_t near;         /* the stamp at its last fence of any kind */
};

#define BLOCK_KEY ((uint64_t)1 << 40)

struct published {
    uintptr_t address;
    struct known known;
    struct known near; /* for threads of one block alone */
    uint32_t block;    /* the number of that block, and 1; 0: none */
};

static struct published *published; /* by a hash of the address */

static struct fact *known_slot(const struct known *known, uint64_t key)
{
    uint64_t at = key * 0x9e3779b97f4a7c15u >> 20;
    for (;; at++) {
        struct fact *fact = &known->fact[at & (known->room - 1)];
        if (!fact->key || fact->key == key)
            return fact;
    }
}

static void known_set(struct known *known, uint64_t key, uint64_t value);

static void known_grow(struct known *known)
{
    struct known old = *known;
    known->room = old.room ? 2 * old.room : 16;
    known->count = 0;
    known->fact = calloc(known->room, sizeof *known->fact);
    if (!known->fact)
        explore_panic("no memory for what threads know of each other");
    for (uint32_t i = 0; i < old.room; i++)
        if (old.fact[i].key)
            known_set(known, old.fact[i].key, old.fact[i].value);
    free(old.fact);
}

static void known_set(struct known *known, uint64_t key, uint64_t value)
{
    if (known->count * 2 >= known->room)
        known_grow(known);
    struct fact *fact = known_slot(known, key);
    if (!fact->key)
        known->count++;
    fact->key = key;
    if (fact->value < value)
        fact->value = value;
}

static uint64_t known_get(const struct known *known, uint64_t key)
{
    return known && known->count ? known_slot(known, key)->value : 0;
}

static void known_join(struct known *to, const struct known *from)
{
    for (uint32_t i = 0; from && i < from->room; i++)
        if (from->fact[i].key)
            known_set(to, from->fact[i].key, from->fact[i].value);
}

static struct known *known_make(struct known **known)
{
    if (!*known)
        *known = calloc(1, sizeof **known);
    if (!*known)
        explore_panic("no memory for what threads know of each other");
    return *known;
}

static void known_drop(struct known **known)
{
    if (*known)
        free((*known)->fact);
    free(*known);
    *known = NULL;
}

static bool known_has(const struct known *known, uint32_t other, uint32_t epoch,
                      uint64_t stamp)
{
    return known && known->count &&
           (known_get(known, (uint64_t)other + 1) >= stamp ||
            known_get(known, BLOCK_KEY | other >> 10) > epoch);
}

bool known_of(const struct thread *thread, uint32_t other, uint32_t epoch,
              uint32_t tick)
{
    const struct block *block = thread->block;
    uint64_t stamp = (uint64_t)epoch << TICK_BITS | tick;
    if (other >> 10 == block->number) {
        uint32_t index = other & 1023;
        if (index == thread->index || epoch < block->epoch)
            return true;
        if (index / WARP_SIZE == thread->index / WARP_SIZE &&
            block->ticks[thread->index][index % WARP_SIZE] >= tick)
            return true;
    }
    return known_has(thread->known, other, epoch, stamp) ||
           known_has(block->known, other, epoch, stamp);
}

void known_start(struct block *block)
{
    memset(block->ticks, 0, block->size * sizeof *block->ticks);
    for (unsigned i = 0; i < block->size; i++) {
        block->thread[i].tick = 1;
        block->thread[i].fenced = false;
    }
}

void known_end(struct block *block)
{
    known_drop(&block->known);
    for (unsigned i = 0; i < block->size; i++)
        known_drop(&block->thread[i].known);
}

void known_barrier(struct block *block)
{
    unsigned fenced = 0;
    for (unsigned i = 0; i < block->size; i++) {
        struct thread *thread = &block->thread[i];
        fenced += thread->fenced || thread->state == THREAD_DONE;
        if (!thread->known)
            continue;
        known_join(known_make(&block->known), thread->known);
        if (!thread->known->fenced)
            known_drop(&thread->known);
    }
    if (fenced == block->size)
        known_make(&block->known)->fenced_epoch = block->epoch + 1;
}

static void tick_up(struct thread *thread)
{
    if (thread->tick < MOST_TICK)
        thread->tick++;
}

void known_warp(struct block *block, unsigned warp, uint32_t lanes)
{
    struct known *all = NULL;
    uint32_t most[WARP_SIZE] = {0};
    struct thread *first = &block->thread[warp * WARP_SIZE];
    for (unsigned l = 0; l < WARP_SIZE; l++) {
        if (!(lanes >> l & 1))
            continue;
        const uint32_t *row = block->ticks[first[l].index];
        for (unsigned k = 0; k < WARP_SIZE; k++)
            most[k] = row[k] > most[k] ? row[k] : most[k];
        most[l] = first[l].tick;
        if (first[l].known)
            known_join(known_make(&all), first[l].known);
    }
    for (unsigned l = 0; l < WARP_SIZE; l++) {
        if (!(lanes >> l & 1))
            continue;
        memcpy(block->ticks[first[l].index], most, sizeof most);
        tick_up(&first[l]);
        if (all)
            known_join(known_make(&first[l].known), all);
    }
    known_drop(&all);
}

void known_fence(struct thread *thread, bool near)
{
    struct known *known = known_make(&thread->known);
    known->near = (uint64_t)thread->block->epoch << TICK_BITS | thread->tick;
    if (!near) {
        thread->fenced = true;
        known->fenced = known->near;
        known->fenced_epoch = thread->block->epoch;
    }
    tick_up(thread);
}

/* Publishes what the thread knew at its last fence, and of its warp now. */
static void known_publish(struct known *to, const struct thread *thread)
{
    const struct block *block = thread->block;
    uint64_t fenced = thread->known ? thread->known->fenced : 0;
    uint64_t epoch = thread->known ? thread->known->fenced_epoch : 0;
    if (block->known && block->known->fenced_epoch > epoch)
        epoch = block->known->fenced_epoch;
    if (!fenced && !epoch)
        return;
    if (fenced)
        known_set(to, (uint64_t)known_name(thread) + 1, fenced);
    known_set(to, BLOCK_KEY | block->number, epoch);
    known_join(to, thread->known);
    known_join(to, block->known);
    const uint32_t *row = block->ticks[thread->index];
    uint32_t first = known_name(thread) & ~(uint32_t)(WARP_SIZE - 1);
    for (unsigned l = 0; fenced && l < WARP_SIZE; l++)
        if (row[l])
            known_set(to, (uint64_t)(first + l) + 1,
                      (uint64_t)block->epoch << TICK_BITS | row[l]);
}

/* The same for its block alone, after a fence that is for its block alone. */
static void known_publish_near(struct published *p, const struct thread *thread)
{
    if (!thread->known || thread->known->near <= thread->known->fenced)
        return;
    if (p->block != thread->block->number + 1) {
        free(p->near.fact);
        p->near = (struct known){0};
        p->block = thread->block->number + 1;
    }
    known_set(&p->near, (uint64_t)known_name(thread) + 1, thread->known->near);
    known_join(&p->near, thread->known);
}

static struct published *published_at(uintptr_t address)
{
    uint64_t at = address * 0x9e3779b97f4a7c15u >> 40;
    for (unsigned tries = 0; tries < 64; tries++, at++) {
        struct published *p = &published[at % ADDRESSES];
        if (!p->address || p->address == address) {
            p->address = address;
            return p;
        }
    }
    return NULL; /* so many flags: the last ones order nothing */
}

/* What threads tell each other at this address; NULL: nothing. */
static struct published *exchange(const struct thread *thread,
                                  uintptr_t address)
{
    if (!published && !thread->known && !thread->block->known)
        return NULL;
    if (!published)
        published = calloc(ADDRESSES, sizeof *published);
    if (!published)
        explore_panic("no memory for what threads know of each other");
    return published_at(address);
}

static void known_learn(struct thread *thread, const struct published *p)
{
    if (p->known.count)
        known_join(known_make(&thread->known), &p->known);
    if (p->block == thread->block->number + 1)
        known_join(known_make(&thread->known), &p->near);
}

void known_atomic(struct thread *thread, uintptr_t address)
{
    struct published *p = exchange(thread, address);
    if (!p)
        return;
    known_learn(thread, p);
    known_publish(&p->known, thread);
    known_publish_near(p, thread);
}

bool known_has_fenced(const struct thread *thread)
{
    const struct known *of_block = thread->block->known;
    return (thread->known && thread->known->fenced) ||
           (of_block && of_block->fenced_epoch);
}

void known_flag(struct thread *thread, uintptr_t address, bool write)
{
    struct published *p = exchange(thread, address);
    if (p && write)
        known_publish(&p->known, thread);
    else if (p)
        known_learn(thread, p);
}

void known_forget(void)
{
    for (uint32_t i = 0; published && i < ADDRESSES; i++) {
        free(published[i].known.fact);
        free(published[i].near.fact);
    }
    free(published);
    published = NULL;
}

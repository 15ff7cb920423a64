#include "count.h"
#include "doubt.h"
#include "finding.h"
#include "known.h"
#include "settings.h"
#include "thread.h"

#include <string.h>

static struct thread *lane_of(struct block *block, unsigned warp, unsigned lane)
{
    return &block->thread[warp * WARP_SIZE + lane];
}

/* The lane that a shuffle reads; -1: none, the lane keeps its own value. */
static int shuffle_source(const struct parcours_warp_call *call, int lane)
{
    int width =
        call->width > 0 && call->width <= WARP_SIZE ? call->width : WARP_SIZE;
    int from = lane & ~(width - 1);
    int place = lane - from;
    switch (call->kind) {
    case WARP_SHUFFLE:
        return from + (call->argument & (width - 1));
    case WARP_SHUFFLE_UP:
        return place - call->argument < 0 ? -1 : lane - call->argument;
    case WARP_SHUFFLE_DOWN:
        return place + call->argument >= width ? -1 : lane + call->argument;
    default: /* xor: earlier segments can be read, later ones not */
        place = lane ^ call->argument;
        return place >= from + width || place >= WARP_SIZE ? -1 : place;
    }
}

static void shuffle(struct block *block, unsigned warp, uint32_t lanes)
{
    for (int l = 0; l < WARP_SIZE; l++) {
        if (!(lanes >> l & 1))
            continue;
        struct parcours_warp_call *call =
            lane_of(block, warp, (unsigned)l)->call;
        int source = shuffle_source(call, l);
        if (source < 0)
            memcpy(call->result, call->value, call->size);
        else if (lanes >> source & 1)
            memcpy(call->result,
                   lane_of(block, warp, (unsigned)source)->call->value,
                   call->size);
        else { /* undefined, and seen to be */
            memset(call->result, settings.undefined, call->size);
            doubt_lane(lane_of(block, warp, (unsigned)l), source);
        }
    }
}

static uint32_t reduce_two(enum parcours_warp kind, uint32_t a, uint32_t b)
{
    switch (kind) {
    case WARP_REDUCE_ADD:
        return a + b;
    case WARP_REDUCE_MIN:
        return (int32_t)a < (int32_t)b ? a : b;
    case WARP_REDUCE_MAX:
        return (int32_t)a > (int32_t)b ? a : b;
    case WARP_REDUCE_MIN_UNSIGNED:
        return a < b ? a : b;
    case WARP_REDUCE_MAX_UNSIGNED:
        return a > b ? a : b;
    case WARP_REDUCE_AND:
        return a & b;
    case WARP_REDUCE_OR:
        return a | b;
    default:
        return a ^ b;
    }
}

static uint32_t reduce(struct block *block, unsigned warp, uint32_t lanes)
{
    bool first = true;
    uint32_t sum = 0;
    for (unsigned l = 0; l < WARP_SIZE; l++) {
        uint32_t value;
        if (!(lanes >> l & 1))
            continue;
        const struct parcours_warp_call *call = lane_of(block, warp, l)->call;
        memcpy(&value, call->value, sizeof value);
        sum = first ? value : reduce_two(call->kind, sum, value);
        first = false;
    }
    return sum;
}

static uint32_t ballot(struct block *block, unsigned warp, uint32_t lanes)
{
    uint32_t set = 0;
    for (unsigned l = 0; l < WARP_SIZE; l++)
        if (lanes >> l & 1 && lane_of(block, warp, l)->call->argument)
            set |= 1u << l;
    return set;
}

static uint32_t match(struct block *block, unsigned warp, uint32_t lanes,
                      const struct parcours_warp_call *call)
{
    uint32_t set = 0;
    for (unsigned l = 0; l < WARP_SIZE; l++)
        if (lanes >> l & 1 && !memcmp(lane_of(block, warp, l)->call->value,
                                      call->value, call->size))
            set |= 1u << l;
    return set;
}

static void warp_answer(struct block *block, unsigned warp, uint32_t lanes,
                        enum parcours_warp kind)
{
    uint32_t same = 0, votes = 0;
    if (kind >= WARP_SHUFFLE && kind <= WARP_SHUFFLE_XOR)
        shuffle(block, warp, lanes);
    else if (kind >= WARP_REDUCE_ADD && kind <= WARP_REDUCE_XOR)
        same = reduce(block, warp, lanes);
    else if (kind >= WARP_BALLOT && kind <= WARP_ALL)
        votes = ballot(block, warp, lanes);
    if (kind == WARP_BALLOT)
        same = votes;
    else if (kind == WARP_ANY)
        same = votes != 0;
    else if (kind == WARP_ALL)
        same = votes == lanes;
    else if (kind == WARP_ACTIVE)
        same = lanes;
    for (unsigned l = 0; l < WARP_SIZE; l++) {
        struct thread *thread = lane_of(block, warp, l);
        if (!(lanes >> l & 1))
            continue;
        thread->call_result = same;
        if (kind == WARP_MATCH_ANY || kind == WARP_MATCH_ALL) {
            uint32_t set = match(block, warp, lanes, thread->call);
            thread->call->all = set == lanes;
            thread->call_result =
                kind == WARP_MATCH_ALL && set != lanes ? 0 : set;
        }
    }
}

/* Lets the lanes go on, except the one that runs. */
static void warp_release(struct block *block, unsigned warp, uint32_t lanes)
{
    struct thread *present = block->worker->thread;
    block->warp[warp].waiting &= ~lanes;
    block->warp[warp].active_wait &= ~lanes;
    block->idle = 0;
    for (unsigned l = 0; l < WARP_SIZE; l++) {
        struct thread *thread = lane_of(block, warp, l);
        if (!(lanes >> l & 1))
            continue;
        if (thread == present)
            thread->state = THREAD_READY;
        else
            thread_ready(thread);
    }
}

/* If all lanes of this mask that have not ended wait with it, answers them. */
static void warp_try(struct block *block, unsigned warp, uint32_t mask)
{
    struct warp *w = &block->warp[warp];
    uint32_t lanes = mask & w->exists & ~w->done;
    if (!lanes || (w->waiting & lanes) != lanes)
        return;
    const struct thread *first = NULL, *odd = NULL;
    for (unsigned l = 0; l < WARP_SIZE; l++) {
        const struct thread *thread = lane_of(block, warp, l);
        if (!(lanes >> l & 1))
            continue;
        if (thread->call->mask != mask)
            return;
        if (!first)
            first = thread;
        else if (thread->call->kind != first->call->kind)
            odd = thread;
    }
    enum parcours_warp kind = first->call->kind;
    if (odd) {
        finding_warp_kinds(first, odd);
        kind = WARP_SYNC;
    }
    warp_answer(block, warp, lanes, kind);
    if (parcours_mode == PARCOURS_CHECK && kind == WARP_SYNC)
        known_warp(block, warp, lanes);
    else if (parcours_mode == PARCOURS_COUNT)
        count_warp(block, warp, lanes);
    warp_release(block, warp, lanes);
}

/* It will run without anything that others do: also from a barrier that all
 * have reached. */
static bool is_ready(const struct block *block, const struct thread *thread)
{
    return thread->state == THREAD_NEW || thread->state == THREAD_READY ||
           (thread->state == THREAD_AT_BARRIER && thread->held != block->epoch);
}

void warp_settle(struct block *block, unsigned warp)
{
    struct warp *w = &block->warp[warp];
    uint32_t group = 0;
    uintptr_t site = 0;
    if (!w->active_wait)
        return;
    for (unsigned l = 0; l < WARP_SIZE; l++) {
        const struct thread *thread = lane_of(block, warp, l);
        if (!((w->exists & ~w->done) >> l & 1))
            continue;
        if (is_ready(block, thread))
            return;
        if (!(w->active_wait >> l & 1))
            continue;
        if (!group)
            site = thread->site;
        if (thread->site == site)
            group |= 1u << l;
    }
    warp_answer(block, warp, group, WARP_ACTIVE);
    warp_release(block, warp, group);
}

void warp_leave(struct thread *thread)
{
    struct block *block = thread->block;
    unsigned warp = thread->index / WARP_SIZE;
    struct warp *w = &block->warp[warp];
    w->done |= 1u << thread->index % WARP_SIZE;
    uint32_t tried = 0;
    for (unsigned l = 0; w->waiting && l < WARP_SIZE; l++) {
        const struct thread *other = lane_of(block, warp, l);
        if (!(w->waiting >> l & 1) || other->call->kind == WARP_ACTIVE ||
            other->call->mask == tried)
            continue;
        tried = other->call->mask;
        warp_try(block, warp, tried);
    }
    warp_settle(block, warp);
}

unsigned parcours_warp(struct parcours_warp_call *call, uintptr_t pc)
{
    if (!worker) {
        finding_on_host("a warp operation", pc);
        return 0;
    }
    struct thread *thread = worker->thread;
    struct block *block = thread->block;
    unsigned warp = thread->index / WARP_SIZE;
    uint32_t lane = 1u << thread->index % WARP_SIZE;
    if (call->kind != WARP_ACTIVE && !(call->mask & lane)) {
        finding_warp_mask(thread, call->mask, pc);
        call->mask |= lane;
    }
    thread->site = pc;
    thread->call = call;
    thread->state = THREAD_IN_WARP;
    block->warp[warp].waiting |= lane;
    if (call->kind == WARP_ACTIVE)
        block->warp[warp].active_wait |= lane;
    else
        warp_try(block, warp, call->mask);
    if (thread->state == THREAD_IN_WARP)
        warp_settle(block, warp);
    if (thread->state == THREAD_IN_WARP)
        thread_wait();
    return thread->call_result;
}

int parcours_lane(void)
{
    return worker ? (int)(worker->thread->index % WARP_SIZE) : 0;
}

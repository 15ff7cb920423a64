#include "touch.h"

#include <stdio.h>
#include <string.h>

#include "clock.h"
#include "comm.h"
#include "layer.h"

/* Whether `old` was complete, and the rank of `new` knew it. */
static bool ordered(const struct touch *old, const struct touch *new)
{
    if (old->pending)
        return false;
    return old->origin == new->origin ||
           board->rank[new->origin].clock.step[old->origin] >= old->step;
}

/* Accumulates are atomic for each element: of one basic type, at one place. */
static bool same_elements(const struct touch *a, const struct touch *b)
{
    return a->leaf == b->leaf &&
           (a->width == 0 || (a->low - b->low) % a->width == 0);
}

static bool kept_apart(const struct touch *a, const struct touch *b)
{
    bool locks = a->locked && b->locked && (a->exclusive || b->exclusive) &&
                 a->origin != b->origin;
    /* those of one rank come in the order in which they were made */
    bool accumulates = a->operator&& b->operator&&(
        a->origin == b->origin ||
        a->operator== b->operator|| a->operator== MPI_NO_OP || b->operator==
        MPI_NO_OP);
    return locks || (accumulates && same_elements(a, b));
}

static bool conflict(const struct touch *old, const struct touch *new)
{
    return old->window == new->window && old->target == new->target &&
           old->low < new->high &&new->low < old->high &&
           (old->writes || new->writes) && !kept_apart(old, new) &&
           !ordered(old, new);
}

static void touch_line(struct finding *finding, const struct touch *touch)
{
    finding_line(finding, touch->origin, touch->place,
                 "%s %s bytes %lld to %lld of the window of %d", touch->call,
                 touch->writes ? "writes" : "reads", (long long)touch->low,
                 (long long)touch->high, touch->target);
}

static void touch_report(const struct touch *old, const struct touch *new)
{
    struct finding *finding = finding_open(FINDING_WINDOW_RACE, old->place);
    touch_line(finding, old);
    touch_line(finding, new);
}

/* Every rank knows that it is complete: nothing can conflict any more. */
static bool touch_is_old(const struct touch *touch)
{
    if (touch->pending)
        return false;
    for (int i = 0; i < board->ranks; i++)
        if (i != touch->origin && board->rank[i].state != RANK_ENDED &&
            board->rank[i].clock.step[touch->origin] < touch->step)
            return false;
    return true;
}

static void touch_keep(const struct touch *touch)
{
    for (int i = 0; i < BOARD_TOUCHES; i++) {
        struct touch *slot = &board->touch[i];
        if (slot->used && i < board->touches && !touch_is_old(slot))
            continue;
        *slot = *touch;
        slot->used = true;
        if (i >= board->touches)
            board->touches = i + 1;
        return;
    }
}

/* Who has fetched or swapped (a lock made of MPI_Compare_and_swap, a counter)
 * knows what those did who wrote there before, by accumulates. Places that
 * share an entry only order more. */
static bool fetched[BOARD_ATOMICS];

static uint64_t atomic_of(const struct touch *touch)
{
    return comm_mix(comm_mix(touch->window, (uint64_t)touch->low),
                    (uint64_t)touch->target) %
           BOARD_ATOMICS;
}

static void atomics_learn(int origin)
{
    for (int i = 0; i < BOARD_ATOMICS; i++)
        if (fetched[i])
            clock_learn(origin, &board->atomic[i]);
    memset(fetched, 0, sizeof fetched);
}

void touch_add(const struct touch *touch, const char *call)
{
    struct touch new = *touch;
    board_name(new.call, sizeof new.call, call);
    board_lock();
    atomics_learn(new.origin);
    new.step = board->rank[new.origin].clock.step[new.origin] + 1;
    for (int i = 0; i < board->touches; i++)
        if (board->touch[i].used && conflict(&board->touch[i], &new)) {
            touch_report(&board->touch[i], &new);
            break;
        }
    if (new.operator&& new.writes) {
        struct clock clock = clock_step(new.origin);
        clock_join(&board->atomic[atomic_of(&new)], &clock);
    }
    touch_keep(&new);
    board_unlock();
}

/* The last one of each kind grows as long as nothing else happened. */
void touch_add_local(const struct touch *touch)
{
    static struct touch last[2];
    struct touch *old = &last[touch->writes];
    uint32_t step = board->rank[layer.rank].clock.step[layer.rank] + 1;
    bool same = old->used && old->window == touch->window &&
                old->step == step && old->locked == touch->locked &&
                old->exclusive == touch->exclusive;
    if (same && touch->low >= old->low && touch->high <= old->high)
        return;
    touch_add(touch, "the program itself");
    if (same && touch->low == old->high) {
        old->high = touch->high;
    } else {
        *old = *touch;
        old->used = true;
        old->step = step;
    }
}

static bool touch_is_of(const struct touch *touch, uint64_t window, int origin,
                        int target)
{
    return touch->used && touch->pending && touch->window == window &&
           touch->origin == origin &&
           (target == ANY || touch->target == target);
}

void touch_fetched(uint64_t window, int origin, int target)
{
    board_lock();
    for (int i = 0; i < board->touches; i++)
        if (board->touch[i].fetches &&
            touch_is_of(&board->touch[i], window, origin, target))
            fetched[atomic_of(&board->touch[i])] = true;
    board_unlock();
}

void touch_complete(uint64_t window, int origin, int target)
{
    touch_fetched(window, origin, target);
    board_lock();
    struct clock clock = clock_step(origin);
    for (int i = 0; i < board->touches; i++) {
        struct touch *touch = &board->touch[i];
        if (!touch_is_of(touch, window, origin, target))
            continue;
        touch->pending = false;
        touch->step = clock.step[origin];
    }
    board_unlock();
}

void touch_returned(const void *request)
{
    board_lock();
    for (int i = 0; i < board->touches; i++) {
        struct touch *touch = &board->touch[i];
        if (!touch->used || touch->origin != layer.rank || !touch->pending ||
            touch->request != (uintptr_t)request)
            continue;
        touch->pending = false;
        touch->step = clock_step(layer.rank).step[layer.rank];
    }
    board_unlock();
}

void touch_forget(uint64_t window, int target)
{
    board_lock();
    for (int i = 0; i < board->touches; i++)
        if (board->touch[i].window == window &&
            board->touch[i].target == target)
            board->touch[i].used = false;
    board_unlock();
}

#include "strategy.h"

#include <stdlib.h>
#include <string.h>

#define TOP_PRIORITIES (1u << 20) /* fresh threads draw from above this */

static bool priorities_interrupts(struct strategy *strategy, uint32_t step)
{
    struct priorities *p = (struct priorities *)strategy;
    return p->next_change < p->changes && step >= p->change_at[p->next_change];
}

static uint32_t priorities_of(struct priorities *p, uint32_t thread)
{
    if (!p->priority[thread])
        p->priority[thread] =
            TOP_PRIORITIES + random_below(&p->random, TOP_PRIORITIES);
    return p->priority[thread];
}

static size_t priorities_highest(struct priorities *p,
                                 const struct choice *choice)
{
    size_t best = choice->standard;
    uint32_t highest = 0;
    for (size_t i = 0; i < choice->count; i++) {
        const struct option *option = &choice->options[i];
        if (option->kind != OPTION_READY && option->kind != OPTION_EARLY)
            continue;
        uint32_t priority = priorities_of(p, option->value);
        if (priority > highest) {
            highest = priority;
            best = i;
        }
    }
    return best;
}

/*
 * A thread that stopped by itself sinks below the others, else one that spins
 * and yields would starve whoever it waits for.
 */
static size_t priorities_pick(struct strategy *strategy,
                              const struct choice *choice)
{
    struct priorities *p = (struct priorities *)strategy;
    if (choice->kind == CHOICE_WAITER)
        return random_below(&p->random, (uint32_t)choice->count);
    if (choice->kind == CHOICE_FAILURE)
        return choice->standard;
    size_t best = priorities_highest(p, choice);
    if (priorities_interrupts(strategy, choice->step)) {
        p->next_change++;
        p->priority[choice->options[best].value] = p->lowest--;
        best = priorities_highest(p, choice);
    } else if (choice->voluntary) {
        p->priority[choice->self] = p->lowest--;
        best = priorities_highest(p, choice);
    }
    return best;
}

static int step_order(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

void priorities_init(struct priorities *priorities, uint64_t seed,
                     uint32_t length, size_t depth)
{
    struct priorities *p = priorities;
    memset(p, 0, sizeof *p);
    p->base =
        (struct strategy){"priorities", priorities_interrupts, priorities_pick};
    random_seed(&p->random, seed);
    p->lowest = TOP_PRIORITIES - 1;
    p->changes = depth < PRIORITY_CHANGES ? depth : PRIORITY_CHANGES;
    for (size_t i = 0; i < p->changes; i++)
        p->change_at[i] = 1 + random_below(&p->random, length ? length : 1);
    qsort(p->change_at, p->changes, sizeof *p->change_at, step_order);
}

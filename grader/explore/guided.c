#include "strategy.h"

#include <stdlib.h>

#include "panic.h"

void stretches_clear(struct stretches *stretches)
{
    free(stretches->items);
    *stretches = (struct stretches){0};
}

void stretches_add(struct stretches *stretches, struct stretch stretch)
{
    if (stretches->count == stretches->room) {
        stretches->room = stretches->room ? stretches->room * 2 : 64;
        stretches->items =
            realloc(stretches->items, stretches->room * sizeof stretch);
        if (!stretches->items)
            explore_panic("no memory for the list of stretches");
    }
    stretches->items[stretches->count++] = stretch;
}

static bool guided_interrupts(struct strategy *strategy, uint32_t step)
{
    (void)step;
    struct guided *guided = (struct guided *)strategy;
    if (guided->position == guided->count)
        return false;
    if (!guided->left)
        return true;
    guided->left--;
    return false;
}

static void guided_advance(struct guided *guided)
{
    guided->position++;
    guided->left = guided->position < guided->count
                       ? guided->stretches[guided->position].steps
                       : 0;
}

static size_t guided_pick(struct strategy *strategy,
                          const struct choice *choice)
{
    struct guided *guided = (struct guided *)strategy;
    if (choice->kind != CHOICE_THREAD)
        return choice->standard;
    while (guided->position < guided->count) {
        guided_advance(guided);
        if (guided->position == guided->count)
            break;
        uint32_t thread = guided->stretches[guided->position].thread;
        for (size_t i = 0; i < choice->count; i++)
            if (choice->options[i].value == thread)
                return i;
    }
    return choice->standard;
}

void guided_init(struct guided *guided, const struct stretches *stretches)
{
    *guided = (struct guided){
        .base = {"guided", guided_interrupts, guided_pick},
        .stretches = stretches->items,
        .count = stretches->count,
        .left = stretches->count ? stretches->items[0].steps : 0,
    };
}

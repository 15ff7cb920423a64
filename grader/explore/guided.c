#include "strategy.h"

static bool guided_interrupts(struct strategy *strategy, uint32_t step)
{
    (void) step;
    struct guided *guided = (struct guided *) strategy;
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
    struct guided *guided = (struct guided *) strategy;
    if (choice->options[0].kind == OPTION_OUTCOME)
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

void guided_init(struct guided *guided, const struct stretch *stretches,
                 size_t count)
{
    *guided = (struct guided){
        .base = {"guided", guided_interrupts, guided_pick},
        .stretches = stretches,
        .count = count,
        .left = count ? stretches[0].steps : 0,
    };
}

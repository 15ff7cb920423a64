#include "strategy.h"

#define ODDITIES 3

/* SplitMix64 (Steele, Lea, Flood 2014). */
void random_seed(struct random *random, uint64_t seed)
{
    random->state = seed;
}

uint32_t random_next(struct random *random)
{
    uint64_t z = random->state += 0x9e3779b97f4a7c15u;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
    z = (z ^ z >> 27) * 0x94d049bb133111ebu;
    return (uint32_t)(z >> 32);
}

uint32_t random_below(struct random *random, uint32_t bound)
{
    return (uint32_t)((uint64_t)random_next(random) * bound >> 32);
}

static bool random_walk_interrupts(struct strategy *strategy, uint32_t step)
{
    (void)step;
    struct random_walk *walk = (struct random_walk *)strategy;
    return random_next(&walk->random) < walk->interrupt_below;
}

/*
 * Threads that can go on and sleepers are equally likely. Time-outs, spurious
 * wake-ups and odd outcomes are rare, and few per schedule, so that a loop
 * that tries again comes to an end.
 */
static bool random_walk_accepts(struct random_walk *walk,
                                const struct option *option)
{
    if (option->kind == OPTION_READY || option->kind == OPTION_EARLY)
        return true;
    if (!walk->oddities || random_below(&walk->random, 4))
        return false;
    walk->oddities--;
    return true;
}

static size_t random_walk_pick(struct strategy *strategy,
                               const struct choice *choice)
{
    struct random_walk *walk = (struct random_walk *)strategy;
    size_t index = random_below(&walk->random, (uint32_t)choice->count);
    return random_walk_accepts(walk, &choice->options[index])
               ? index
               : choice->standard;
}

void random_walk_init(struct random_walk *walk, uint64_t seed)
{
    static const uint32_t interrupt_below[] = {
        1u << 31, /* every second step */
        1u << 30, 1u << 29, 1u << 28, 1u << 27,
    };
    walk->base = (struct strategy){"random walk", random_walk_interrupts,
                                   random_walk_pick};
    random_seed(&walk->random, seed);
    walk->interrupt_below = interrupt_below[random_below(&walk->random, 5)];
    walk->oddities = random_below(&walk->random, 2) ? ODDITIES : 0;
}

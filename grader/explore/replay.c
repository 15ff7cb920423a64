#include "strategy.h"

static bool replay_interrupts(struct strategy *strategy, uint32_t step)
{
    struct replay *replay = (struct replay *)strategy;
    const struct schedule *schedule = replay->schedule;
    return replay->position < schedule->count &&
           schedule->turns[replay->position].step <= step;
}

static size_t replay_pick(struct strategy *strategy,
                          const struct choice *choice)
{
    struct replay *replay = (struct replay *)strategy;
    if (!replay_interrupts(strategy, choice->step))
        return choice->standard;
    const struct turn *turn = &replay->schedule->turns[replay->position++];
    for (size_t i = 0; i < choice->count; i++)
        if (turn->step == choice->step &&
            choice->options[i].value == turn->option)
            return i;
    if (!replay->misfit)
        replay->misfit = turn->step;
    return choice->standard;
}

void replay_init(struct replay *replay, const struct schedule *schedule)
{
    *replay = (struct replay){
        .base = {"replay", replay_interrupts, replay_pick},
        .schedule = schedule,
    };
}

#include "clock.h"

struct clock clock_step(int rank)
{
    struct clock *clock = &board->rank[rank].clock;
    clock->step[rank]++;
    return *clock;
}

void clock_join(struct clock *to, const struct clock *from)
{
    for (int i = 0; i < board->ranks; i++)
        if (from->step[i] > to->step[i])
            to->step[i] = from->step[i];
}

void clock_learn(int rank, const struct clock *from)
{
    clock_join(&board->rank[rank].clock, from);
}

/* loop.c - loops whose chunks are dealt out to whoever is free, see openmp.h */
#include "openmp.h"

/* Chunks shorter than this are dealt out by the dozen: to read a clock takes
 * longer than to fetch a small chunk. */
static const double short_chunk = 2e-6;
enum { MOST_AT_ONCE = 16 };

/* The loop that this member is about to begin; the first one of the team there
 * finds all members free since they last met. */
static struct loop *find(struct team *team)
{
    unsigned number = ++member.loops;
    struct loop *loop = &team->loops[number % OPENMP_LOOPS];
    if (loop->number == number)
        return loop;
    if (loop->number > number)
        return NULL; /* others are far ahead: nowait, many times */
    loop->number = number;
    for (unsigned i = 0; i < OPENMP_MEMBERS; i++)
        loop->free[i] = member.base.span;
    return loop;
}

void loop_enter(bool has_chunk)
{
    struct team *team = member.team;
    struct thread *t = model_advance();
    team_lock(team);
    struct loop *loop = find(team);
    if (member.rank >= OPENMP_MEMBERS)
        loop = NULL;
    if (loop != NULL)
        loop->free[member.rank] += t->now.span - member.base.span;
    team_unlock(team);
    member.loop = loop;
    member.from = t->now;
    member.has_chunk = has_chunk;
    member.calls = 0;
    member.stride = 1;
}

/* To the member who is free first. */
static void deal(double cost)
{
    struct team *team = member.team;
    struct loop *loop = member.loop;
    unsigned first = 0;
    team_lock(team);
    for (unsigned i = 1; i < team->size && i < OPENMP_MEMBERS; i++)
        if (loop->free[i] < loop->free[first])
            first = i;
    loop->free[first] += cost;
    struct clock end = {loop->free[first], loop->free[first]};
    team_unlock(team);
    meet_report(&team->latest, &end);
}

/* What was done since the last time is no time of this thread's. */
static void settle(void)
{
    struct thread *t = model_lap();
    double cost = t->now.span - member.from.span;
    deal(cost);
    model_pieces(member.calls);
    t->now = member.from;
    if (cost < short_chunk * member.calls && member.stride < MOST_AT_ONCE)
        member.stride *= 2;
    else if (cost >= short_chunk * member.calls && member.stride > 1)
        member.stride /= 2;
    member.calls = 0;
}

void loop_chunk(void)
{
    if (member.loop == NULL)
        return;
    if (member.has_chunk && ++member.calls >= member.stride)
        settle();
    member.has_chunk = true;
}

void loop_leave(void)
{
    struct team *team = member.team;
    struct thread *t = model_me();
    if (member.loop == NULL)
        return;
    settle();
    team_lock(team);
    double end = member.loop->free[member.rank];
    team_unlock(team);
    if (end > t->now.span)
        t->now = (struct clock){end, end};
    member.loop = NULL;
}

#include "finding.h"

static const struct {
    const char *title, *slug;
} kinds[] = {
    [EXPLORE_RACE] = {"data race", "race"},
    [EXPLORE_DEADLOCK] = {"deadlock", "deadlock"},
    [EXPLORE_LOST_WAKEUP] = {"lost wake-up", "lost-wakeup"},
    [EXPLORE_LIVELOCK] = {"livelock", "livelock"},
    [EXPLORE_USE_AFTER_FREE] = {"use after free", "use-after-free"},
    [EXPLORE_BAD_ADDRESS] = {"access outside a heap block", "bad-address"},
    [EXPLORE_CRASH] = {"crash", "crash"},
    [EXPLORE_WRONG] = {"wrong result", "wrong"},
    [EXPLORE_MISUSE] = {"misuse of a synchronisation call", "misuse"},
};

static bool finding_same_race(const struct finding *a, const struct finding *b)
{
    return a->address == b->address ||
           (a->side[0].pc == b->side[0].pc && a->side[1].pc == b->side[1].pc) ||
           (a->side[0].pc == b->side[1].pc && a->side[1].pc == b->side[0].pc);
}

/*
 * Races on one variable are one mistake, and so are those of one pair of
 * places, say in a loop over an array. A deadlock looks different in every
 * schedule although the mistake is one.
 */
bool finding_same(const struct finding *a, const struct finding *b)
{
    if (a->kind != b->kind)
        return false;
    if (a->kind == EXPLORE_RACE)
        return finding_same_race(a, b);
    if (a->kind == EXPLORE_DEADLOCK || a->kind == EXPLORE_LOST_WAKEUP ||
        a->kind == EXPLORE_LIVELOCK)
        return true;
    return a->side[0].pc == b->side[0].pc;
}

const char *finding_title(enum explore_kind kind)
{
    return kinds[kind].title;
}

const char *finding_slug(enum explore_kind kind)
{
    return kinds[kind].slug;
}

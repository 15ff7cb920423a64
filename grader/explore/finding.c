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

/*
 * The places tell two races apart. A deadlock or a wrong result looks
 * different in every schedule although the mistake is one.
 */
bool finding_same(const struct finding *a, const struct finding *b)
{
    if (a->kind != b->kind)
        return false;
    if (a->kind == EXPLORE_RACE)
        return (a->side[0].pc == b->side[0].pc &&
                a->side[1].pc == b->side[1].pc) ||
               (a->side[0].pc == b->side[1].pc &&
                a->side[1].pc == b->side[0].pc);
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

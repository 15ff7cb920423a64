/* Thread 0 is as short as it may be, and each who waits has a score. */
#include "convoy.h"
const struct convoy_load convoy_load = {
    .threads = 2,
    .thread = {[0] = {.compute = 200, .sleep = 30},
               [1] = {.compute = 500, .sleep = 0}}};
static uint64_t score(const struct convoy_view *v,
                      const struct convoy_thread *t)
{
    uint64_t age = v->now - t->since;
    return age + (!t->interrupted && t->last <= CONVOY_SHORT
                      ? (uint64_t)(v->threads - 1) * CONVOY_INTERVAL
                      : 0);
}
unsigned convoy_next(const struct convoy_view *v)
{
    unsigned w = v->count - 1;
    for (unsigned i = v->count; i-- > 0;)
        w = score(v, &v->waiting[i]) >= score(v, &v->waiting[w]) ? i : w;
    return w;
}
uint64_t convoy_patience(const struct convoy_view *v)
{
    uint64_t used = v->now > v->holder.since ? v->now - v->holder.since : 0,
             may = CONVOY_INTERVAL;
    for (unsigned i = 0; i < v->count; i++)
        if (!v->waiting[i].interrupted && v->waiting[i].last <= CONVOY_SHORT)
            may = CONVOY_INTERVAL / 3;
    return used >= may ? 0 : may - used;
}

/*
 * What clang calls for OpenMP loops: bounds are inclusive, and there is an
 * entry point for each of four types of the loop variable.
 */
#include <stdbool.h>
#include <stdint.h>

#include "omp_doacross.h"
#include "omp_league.h"
#include "omp_team.h"
#include "omp_work.h"
#include "state.h"

enum {
    KMPC_STATIC_CHUNKED = 33,
    KMPC_STATIC,
    KMPC_DYNAMIC,
    KMPC_GUIDED,
    KMPC_RUNTIME,
    KMPC_AUTO,
    KMPC_ORDERED = 32, /* is added to these */
    KMPC_DISTRIBUTE_CHUNKED = 91,
    KMPC_DISTRIBUTE = 92,
    KMPC_MODIFIERS = 3 << 29
};

static uint64_t kmpc_count(bool empty, bool up, uint64_t low, uint64_t high,
                           uint64_t step)
{
    if (empty)
        return 0;
    return up ? (high - low) / step + 1 : (low - high) / -step + 1;
}

/* Part `number` of `parts`: iterations [first, end), end of the last chunk. */
struct kmpc_part {
    uint64_t first, end, stride;
    bool last;
};

static struct kmpc_part kmpc_part(int kind, uint64_t count, uint64_t chunk)
{
    bool teams = kind == KMPC_DISTRIBUTE || kind == KMPC_DISTRIBUTE_CHUNKED;
    const struct member *member = team_member();
    uint64_t number = teams ? league_number() : member->number;
    uint64_t parts = teams ? league_size() : member->team->size;
    if (kind == KMPC_STATIC_CHUNKED || kind == KMPC_DISTRIBUTE_CHUNKED) {
        chunk = chunk ? chunk : 1;
        return (struct kmpc_part){
            number * chunk, (number + 1) * chunk, parts * chunk,
            count && (count - 1) / chunk % parts == number};
    }
    uint64_t least = count / parts, more = count % parts;
    uint64_t first = number * least + (number < more ? number : more);
    uint64_t size = least + (number < more);
    return (struct kmpc_part){first, first + size, count,
                              size && first + size == count};
}

#define KMPC_STATIC_INIT(name, type, step_type)                                \
    void explore___kmpc_for_static_init_##name(                                \
        void *place, int thread, int kind, int *last, type *low, type *high,   \
        step_type *stride, step_type step, step_type chunk)                    \
    {                                                                          \
        bool empty = step > 0 ? *low > *high : *low < *high;                   \
        uint64_t count = kmpc_count(empty, step > 0, (uint64_t)*low,           \
                                    (uint64_t)*high, (uint64_t)(int64_t)step); \
        struct kmpc_part part =                                                \
            kmpc_part(kind & ~KMPC_MODIFIERS, count, (uint64_t)chunk);         \
        (void)place;                                                           \
        (void)thread;                                                          \
        if (last)                                                              \
            *last = part.last;                                                 \
        *stride = (step_type)(part.stride * (uint64_t)step);                   \
        if (empty)                                                             \
            return;                                                            \
        type from = *low;                                                      \
        *low = (type)(from + (type)part.first * (type)step);                   \
        *high = (type)(from + ((type)part.end - 1) * (type)step);              \
    }

#define KMPC_DISPATCH(name, type, step_type)                                  \
    void explore___kmpc_dispatch_init_##name(void *place, int thread,         \
                                             int kind, type low, type high,   \
                                             step_type step, step_type chunk) \
    {                                                                         \
        bool empty = step > 0 ? low > high : low < high;                      \
        (void)place;                                                          \
        (void)thread;                                                         \
        kmpc_begin(kind, (uint64_t)low, (uint64_t)(int64_t)step,              \
                   kmpc_count(empty, step > 0, (uint64_t)low, (uint64_t)high, \
                              (uint64_t)(int64_t)step),                       \
                   (uint64_t)chunk, CALLER);                                  \
    }                                                                         \
    int explore___kmpc_dispatch_next_##name(void *place, int thread,          \
                                            int *last, type *low, type *high, \
                                            step_type *step)                  \
    {                                                                         \
        uint64_t first, end;                                                  \
        (void)place;                                                          \
        (void)thread;                                                         \
        if (!work_next(&first, &end, CALLER))                                 \
            return 0;                                                         \
        const struct work *work = work_present();                             \
        *low = (type)first;                                                   \
        *high = (type)(end - work->step);                                     \
        *step = (step_type)work->step;                                        \
        if (last)                                                             \
            *last = team_member()->end == work->count;                        \
        return 1;                                                             \
    }                                                                         \
    void explore___kmpc_dispatch_fini_##name(void)                            \
    {                                                                         \
    }

static void kmpc_begin(int kind, uint64_t low, uint64_t step, uint64_t count,
                       uint64_t chunk, uintptr_t pc)
{
    static const enum loop_kind kinds[] = {
        LOOP_STATIC, LOOP_STATIC, LOOP_DYNAMIC, LOOP_GUIDED, 0, LOOP_AUTO};
    struct work *work;
    kind &= ~KMPC_MODIFIERS;
    bool ordered = kind >= KMPC_STATIC_CHUNKED + KMPC_ORDERED;
    kind -= ordered ? KMPC_ORDERED : 0;
    unsigned index = (unsigned)(kind - KMPC_STATIC_CHUNKED);
    if (!work_begin(&work, pc))
        return;
    work_set_loop(work, low, step, count,
                  (struct loop_schedule){index < 6 ? kinds[index] : LOOP_STATIC,
                                         kind == KMPC_STATIC ? 0 : chunk});
    work->ordered = ordered;
}

KMPC_STATIC_INIT(4, int32_t, int32_t)
KMPC_STATIC_INIT(4u, uint32_t, int32_t)
KMPC_STATIC_INIT(8, int64_t, int64_t)
KMPC_STATIC_INIT(8u, uint64_t, int64_t)
KMPC_DISPATCH(4, int32_t, int32_t)
KMPC_DISPATCH(4u, uint32_t, int32_t)
KMPC_DISPATCH(8, int64_t, int64_t)
KMPC_DISPATCH(8u, uint64_t, int64_t)

void explore___kmpc_for_static_fini(void)
{
}

void explore___kmpc_ordered(void)
{
    work_ordered_begin(CALLER);
}

void explore___kmpc_end_ordered(void)
{
    work_ordered_end(CALLER);
}

/* ---- doacross: a construct around the one that shares out the loop ---- */

struct kmpc_loop {
    int64_t low, high, step;
};

void explore___kmpc_doacross_init(void *place, int thread, int loops,
                                  const struct kmpc_loop *loop)
{
    uint64_t counts[DOACROSS_LOOPS];
    struct work *work;
    (void)place;
    (void)thread;
    bool first = work_begin(&work, CALLER);
    for (int i = 0; i < loops && i < DOACROSS_LOOPS; i++)
        counts[i] = kmpc_count(loop[i].step > 0
                                   ? loop[i].low > loop[i].high
                                   : loop[i].low<loop[i].high, loop[i].step> 0,
                               (uint64_t)loop[i].low, (uint64_t)loop[i].high,
                               (uint64_t)loop[i].step);
    if (first)
        doacross_set(work, (unsigned)loops, counts);
    team_member()->around = work;
    team_member()->loops = loop;
}

void explore___kmpc_doacross_fini(void)
{
    team_member()->around = NULL;
}

static void kmpc_at(uint64_t *at, const int64_t *values)
{
    const struct kmpc_loop *loop = team_member()->loops;
    for (unsigned i = 0; i < doacross_loops(); i++)
        at[i] = (uint64_t)((values[i] - loop[i].low) / loop[i].step) |
                ((uint64_t)(values[i] < loop[i].low && loop[i].step > 0) << 63);
}

void explore___kmpc_doacross_post(void *place, int thread,
                                  const int64_t *values)
{
    uint64_t at[DOACROSS_LOOPS];
    (void)place;
    (void)thread;
    kmpc_at(at, values);
    doacross_post(at, CALLER);
}

void explore___kmpc_doacross_wait(void *place, int thread,
                                  const int64_t *values)
{
    uint64_t at[DOACROSS_LOOPS];
    (void)place;
    (void)thread;
    kmpc_at(at, values);
    doacross_wait(at, CALLER);
}

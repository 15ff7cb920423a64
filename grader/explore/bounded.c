#include "strategy.h"

#include <stdlib.h>

#include "panic.h"

static bool bounded_interrupts(struct strategy *strategy, uint32_t step)
{
    (void)strategy;
    (void)step;
    return true;
}

static void bounded_record(struct bounded *bounded, const struct choice *choice)
{
    if (bounded->count == bounded->room) {
        bounded->room = bounded->room ? bounded->room * 2 : 256;
        bounded->path =
            realloc(bounded->path, bounded->room * sizeof *bounded->path);
        if (!bounded->path)
            explore_panic("no memory for the exhaustive search");
    }
    bounded->path[bounded->count++] = (struct bounded_step){
        .step = choice->step,
        .tried = (uint32_t)choice->standard,
        .standard = (uint32_t)choice->standard,
        .spent = bounded->spent,
    };
}

/* Moves `next` to the first untried option that the bound allows. */
static bool bounded_find(const struct bounded *bounded,
                         struct bounded_step *step, const struct choice *choice)
{
    for (; step->next < choice->count; step->next++)
        if (step->next != step->standard &&
            step->spent + choice_preempts(choice, step->next) <= bounded->bound)
            return true;
    return false;
}

/* The options of a step are known only while a run stands there. */
static void bounded_close(struct bounded *bounded, struct bounded_step *step,
                          const struct choice *choice)
{
    step->next = step->tried == step->standard ? 0 : step->tried + 1;
    if (!bounded_find(bounded, step, choice))
        step->next = UINT32_MAX;
}

static size_t bounded_pick(struct strategy *strategy,
                           const struct choice *choice)
{
    struct bounded *bounded = (struct bounded *)strategy;
    if (bounded->position == bounded->count)
        bounded_record(bounded, choice);
    struct bounded_step *step = &bounded->path[bounded->position];
    if (step->step != choice->step || step->tried >= choice->count) {
        bounded->diverged = true;
        return choice->standard;
    }
    if (++bounded->position == bounded->count)
        bounded_close(bounded, step, choice);
    bounded->spent += choice_preempts(choice, step->tried);
    return step->tried;
}

void bounded_init(struct bounded *bounded, unsigned bound)
{
    *bounded = (struct bounded){
        .base = {"bounded search", bounded_interrupts, bounded_pick},
        .bound = bound,
    };
}

void bounded_clear(struct bounded *bounded)
{
    free(bounded->path);
    bounded->path = NULL;
}

bool bounded_next(struct bounded *bounded)
{
    bounded->position = 0;
    bounded->spent = 0;
    while (bounded->count) {
        struct bounded_step *last = &bounded->path[bounded->count - 1];
        if (last->next != UINT32_MAX) {
            last->tried = last->next;
            return true;
        }
        bounded->count--;
    }
    return false;
}

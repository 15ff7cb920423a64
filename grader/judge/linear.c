/* linear.c - see linear.h */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "linear.h"

struct search {
    const struct linear_model *model;
    const struct judge_event *events;
    size_t count;
};

/* True if no operation that is still to be done ended before `i` began. */
static bool may_be_next(const struct search *s, unsigned done, size_t i)
{
    if (done >> i & 1)
        return false;
    for (size_t j = 0; j < s->count; j++)
        if (!(done >> j & 1) && s->events[j].end < s->events[i].begin)
            return false;
    return true;
}

static bool explains(const struct search *s, unsigned done, const char *state)
{
    char next[LINEAR_STATE];
    if (done == (1u << s->count) - 1)
        return true;
    for (size_t i = 0; i < s->count; i++) {
        if (!may_be_next(s, done, i))
            continue;
        memcpy(next, state, s->model->size);
        if (s->model->step(next, &s->events[i]) &&
            explains(s, done | 1u << i, next))
            return true;
    }
    return false;
}

bool linear_explains(const struct linear_model *model,
                     const struct judge_event *events, size_t count)
{
    struct search search = {model, events, count};
    char state[LINEAR_STATE] = {0};
    if (count > LINEAR_OPERATIONS || model->size > LINEAR_STATE) {
        fprintf(stderr, "judge: a history of %zu operations is too long\n",
                count);
        exit(4);
    }
    if (model->start != NULL)
        model->start(state);
    return explains(&search, 0, state);
}

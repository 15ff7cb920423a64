/* linear.c - see linear.h */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "linear.h"

enum { FIRST_ROOM = 64 };

/* Ways that lead nowhere: sets of operations done, with the state. */
struct dead_ends {
    unsigned *done; /* 0: the slot is free */
    char *states;
    size_t room, count; /* room is 0 or a power of two */
};

/* `required` have to be done; of the others, any that fit. */
struct search {
    const struct linear_model *model;
    const struct judge_event *events;
    size_t count;
    unsigned required, allowed;
    struct dead_ends dead_ends;
};

/* --- dead ends --------------------------------------------------------------
 */

static uint64_t hash_of(unsigned done, const char *state, size_t size)
{
    uint64_t hash = done;
    for (size_t i = 0; i < size; i++)
        hash = (hash ^ (unsigned char)state[i]) * 0x100000001b3u;
    return hash ^ hash >> 29;
}

/* The slot of a dead end, or the free one where it would go. */
static size_t slot_of(const struct search *s, unsigned done, const char *state)
{
    const struct dead_ends *ends = &s->dead_ends;
    size_t size = s->model->size;
    size_t slot = hash_of(done, state, size) & (ends->room - 1);
    while (ends->done[slot] != 0 &&
           (ends->done[slot] != done ||
            memcmp(ends->states + slot * size, state, size) != 0))
        slot = (slot + 1) & (ends->room - 1);
    return slot;
}

static bool is_dead_end(const struct search *s, unsigned done,
                        const char *state)
{
    return s->dead_ends.count > 0 &&
           s->dead_ends.done[slot_of(s, done, state)] != 0;
}

static void put_dead_end(struct search *s, unsigned done, const char *state)
{
    size_t slot = slot_of(s, done, state), size = s->model->size;
    s->dead_ends.done[slot] = done;
    memcpy(s->dead_ends.states + slot * size, state, size);
    s->dead_ends.count++;
}

static void grow_dead_ends(struct search *s)
{
    struct dead_ends old = s->dead_ends, *ends = &s->dead_ends;
    ends->room = old.room ? 2 * old.room : FIRST_ROOM;
    ends->count = 0;
    ends->done = calloc(ends->room, sizeof *ends->done);
    ends->states = malloc(ends->room * s->model->size + 1);
    if (ends->done == NULL || ends->states == NULL) {
        fprintf(stderr, "judge: no memory to explain a history\n");
        exit(4);
    }
    for (size_t i = 0; i < old.room; i++)
        if (old.done[i] != 0)
            put_dead_end(s, old.done[i], old.states + i * s->model->size);
    free(old.done);
    free(old.states);
}

static void add_dead_end(struct search *s, unsigned done, const char *state)
{
    if (done == 0)
        return; /* the start is tried only once */
    if (2 * s->dead_ends.count >= s->dead_ends.room)
        grow_dead_ends(s);
    put_dead_end(s, done, state);
}

/* --- trying -----------------------------------------------------------------
 */

/* True if no operation that is still to be done ended before `i` began. */
static bool may_be_next(const struct search *s, unsigned done, size_t i)
{
    if (done >> i & 1 || !(s->allowed >> i & 1))
        return false;
    for (size_t j = 0; j < s->count; j++)
        if (s->required >> j & 1 && !(done >> j & 1) &&
            s->events[j].end < s->events[i].begin)
            return false;
    return true;
}

static bool explains(struct search *s, unsigned done, const char *state)
{
    char next[LINEAR_STATE];
    if ((done & s->required) == s->required)
        return true;
    if (is_dead_end(s, done, state))
        return false;
    for (size_t i = 0; i < s->count; i++) {
        if (!may_be_next(s, done, i))
            continue;
        memcpy(next, state, s->model->size);
        if (s->model->step(next, &s->events[i]) &&
            explains(s, done | 1u << i, next))
            return true;
    }
    add_dead_end(s, done, state);
    return false;
}

/* Can the operations that ended by `moment` be explained? */
static bool explains_until(const struct linear_model *model,
                           const struct judge_event *events, size_t count,
                           unsigned moment)
{
    struct search search = {model, events, count, 0, 0, {0}};
    char state[LINEAR_STATE] = {0};
    for (size_t i = 0; i < count; i++) {
        search.required |= (unsigned)(events[i].end <= moment) << i;
        search.allowed |= (unsigned)(events[i].begin <= moment) << i;
    }
    if (model->start != NULL)
        model->start(state);
    bool explained = explains(&search, 0, state);
    free(search.dead_ends.done);
    free(search.dead_ends.states);
    return explained;
}

static void check_size(const struct linear_model *model, size_t count)
{
    if (count <= LINEAR_OPERATIONS && model->size <= LINEAR_STATE)
        return;
    fprintf(stderr, "judge: a history of %zu operations is too long\n", count);
    exit(4);
}

bool linear_explains(const struct linear_model *model,
                     const struct judge_event *events, size_t count)
{
    check_size(model, count);
    return explains_until(model, events, count, UINT32_MAX);
}

size_t linear_contradiction(const struct linear_model *model,
                            const struct judge_event *events, size_t count)
{
    size_t first = count;
    check_size(model, count);
    for (size_t i = 0; i < count; i++)
        if ((first == count || events[i].end < events[first].end) &&
            !explains_until(model, events, count, events[i].end))
            first = i;
    return first;
}

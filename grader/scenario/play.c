/*
 * play.c - see play.h
 *
 * Its calls are led to the explorer's runtime as the learner's are, so these
 * threads are logical ones, and exactly one of them runs at any moment: plain
 * variables are enough for the books.
 */
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "driver.h"
#include "explore.h"
#include "play.h"
#include "wire.h"

enum { OPERATIONS = 64, WORDS = 40 };

static const struct wire_scenario *scenario;
static char words[OPERATIONS][WORDS]; /* "push()" for run_push */

void play_prepare(void)
{
    static const char prefix[] = "run_";
    const char *at = driver_names;
    for (unsigned i = 0; i < driver_nops && i < OPERATIONS; i++) {
        at += strspn(at, ", ");
        size_t length = strcspn(at, ", ");
        size_t skip =
            strncmp(at, prefix, strlen(prefix)) == 0 ? strlen(prefix) : 0;
        snprintf(words[i], sizeof words[i], "%.*s()", (int)(length - skip),
                 at + skip);
        at += length;
    }
}

static void act(size_t i)
{
    const struct wire_action *action = &scenario->action[i];
    struct wire_history *history = WIRE_HISTORY;
    if (action->op >= driver_nops)
        explore_fail("there is no operation %lu", (unsigned long)action->op);
    if (action->op < OPERATIONS)
        explore_note(words[action->op]);
    history->action[i].begin = (uint32_t)++history->moments;
    driver_ops[action->op](action->args);
    history->action[i].end = (uint32_t)++history->moments;
}

static bool has_part(int64_t actor)
{
    for (size_t i = 0; i < scenario->count; i++)
        if (scenario->action[i].actor == actor)
            return true;
    return false;
}

static void play_part(int64_t actor)
{
    for (size_t i = 0; i < scenario->count; i++)
        if (scenario->action[i].actor == actor)
            act(i);
}

static void *thread(void *actor)
{
    play_part((int64_t)(intptr_t)actor);
    return NULL;
}

void play(const struct wire_scenario *s)
{
    pthread_t threads[WIRE_PUPPETS_MAX];
    scenario = s;
    *WIRE_HISTORY = (struct wire_history){0};
    play_part(WIRE_BEFORE);
    for (intptr_t i = 0; i < WIRE_PUPPETS_MAX; i++)
        if (has_part(i))
            pthread_create(&threads[i], NULL, thread, (void *)i);
    for (intptr_t i = 0; i < WIRE_PUPPETS_MAX; i++)
        if (has_part(i))
            pthread_join(threads[i], NULL);
    play_part(WIRE_AFTER);
    WIRE_HISTORY->ended = 1;
}

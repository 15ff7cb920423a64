/*
 * explore.c - judge_explore for a debugger: the scenario once, with threads
 * of the system, in the order that comes.
 */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "../worker/driver.h"
#include "judge.h"

enum { ACTIONS = 256, ACTORS = 16, BEFORE = -2, AFTER = -1 };

static struct judge_event actions[ACTIONS];
static unsigned nactions, moments;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

void judge_act_bytes(int actor, unsigned op, const void *args, size_t size)
{
    void *copy = judge_in(size);
    if (nactions == ACTIONS)
        abort();
    actions[nactions++] = (struct judge_event){
        .thread = actor, .op = op, .args = memcpy(copy, args, size)};
}

static unsigned moment(void)
{
    pthread_mutex_lock(&lock);
    unsigned now = ++moments;
    pthread_mutex_unlock(&lock);
    return now;
}

static void play_part(int actor)
{
    for (unsigned i = 0; i < nactions; i++) {
        if (actions[i].thread != actor)
            continue;
        actions[i].begin = moment();
        driver_ops[actions[i].op](actions[i].args);
        actions[i].end = moment();
    }
}

static void *thread(void *actor)
{
    play_part((int)(intptr_t)actor);
    return NULL;
}

void judge_explore(const char *what, void (*check)(void *data), void *data)
{
    pthread_t threads[ACTORS];
    (void)what;
    moments = 0;
    play_part(BEFORE);
    for (intptr_t i = 0; i < ACTORS; i++)
        pthread_create(&threads[i], NULL, thread, (void *)i);
    for (unsigned i = 0; i < ACTORS; i++)
        pthread_join(threads[i], NULL);
    play_part(AFTER);
    if (check != NULL)
        check(data);
    nactions = 0;
}

void judge_schedules(unsigned long most)
{
    (void)most;
}

/* What is to be caught here shows in few orders, if at all. */
bool judge_explore_finds(const char *what, void (*check)(void *data),
                         void *data)
{
    (void)what, (void)check, (void)data;
    nactions = 0;
    return true;
}

size_t judge_history(const struct judge_event **events)
{
    *events = actions;
    return nactions;
}

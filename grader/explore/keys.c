#include "keys.h"

#include <string.h>

#include "region.h"
#include "state.h"
#include "thread.h"

#define ROUNDS 4 /* PTHREAD_DESTRUCTOR_ITERATIONS */

struct key {
    bool used;
    void (*destructor)(void *);
};

EXPLORE_STATE static struct key keys[MAX_KEYS];
EXPLORE_STATE static unsigned keys_high; /* no key was used from here on */

void keys_reset(void)
{
    memset(keys, 0, keys_high * sizeof *keys);
    keys_high = 0;
}

int keys_create(void (*destructor)(void *))
{
    for (unsigned key = 0; key < MAX_KEYS; key++) {
        if (keys[key].used)
            continue;
        keys[key] = (struct key){true, destructor};
        if (key >= keys_high)
            keys_high = key + 1;
        return (int)key;
    }
    return -1;
}

static bool keys_known(unsigned key)
{
    return key < MAX_KEYS && keys[key].used;
}

bool keys_delete(unsigned key)
{
    if (!keys_known(key))
        return false;
    keys[key].used = false;
    for (unsigned id = 0; id < thread_count(); id++)
        if (thread_at(id)->keys)
            thread_at(id)->keys[key] = NULL;
    return true;
}

bool keys_set(struct thread *thread, unsigned key, const void *value)
{
    if (!keys_known(key))
        return false;
    if (!thread->keys)
        thread->keys = region_alloc(MAX_KEYS * sizeof *thread->keys);
    thread->keys[key] = (void *)value;
    return true;
}

void *keys_get(const struct thread *thread, unsigned key)
{
    return keys_known(key) && thread->keys ? thread->keys[key] : NULL;
}

static bool keys_destruct_round(struct thread *thread)
{
    bool called = false;
    for (unsigned key = 0; key < keys_high; key++) {
        void *value = thread->keys[key];
        if (!value || !keys[key].used || !keys[key].destructor)
            continue;
        thread->keys[key] = NULL;
        keys[key].destructor(value);
        called = true;
    }
    return called;
}

void keys_destruct(struct thread *thread)
{
    for (int round = 0; thread->keys && round < ROUNDS; round++)
        if (!keys_destruct_round(thread))
            return;
}

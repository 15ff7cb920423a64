/* A sum of its own, which is atomic; it follows when the box has been left. */
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "range.h"
#include "team.h"
#include "vault.h"

struct box {
    int64_t coins;
};

struct vault {
    unsigned boxes; /* never changes: needs no lock */
    _Atomic int64_t total;
    pthread_mutex_t lock;
    struct box box[];
};

struct vault *vault_new(unsigned boxes, int64_t coins)
{
    struct vault *v = calloc(1, sizeof *v + boxes * sizeof *v->box);
    if (v == NULL)
        return NULL;
    v->boxes = boxes;
    v->total = (int64_t)boxes * coins;
    pthread_mutex_init(&v->lock, NULL);
    for (unsigned i = 0; i < boxes; i++) {
        v->box[i].coins = coins;
    }
    return v;
}

void vault_free(struct vault *v)
{
    pthread_mutex_destroy(&v->lock);
    free(v);
}

uint64_t vault_take(struct vault *v, unsigned box, int64_t coins)
{
    pthread_mutex_lock(&v->lock);
    bool enough = v->box[box].coins >= coins;
    if (enough)
        v->box[box].coins -= coins;
    pthread_mutex_unlock(&v->lock);
    if (enough)
        v->total -= coins;
    return enough ? vault_stamp(box, coins) : 0;
}

bool vault_move(struct vault *v, unsigned from, unsigned to, int64_t coins)
{
    pthread_mutex_lock(&v->lock);
    bool enough = v->box[from].coins >= coins;
    if (enough) {
        v->box[from].coins -= coins;
        v->box[to].coins += coins;
    }
    pthread_mutex_unlock(&v->lock);
    return enough;
}

int64_t vault_coins(struct vault *v, unsigned box)
{
    pthread_mutex_lock(&v->lock);
    int64_t coins = v->box[box].coins;
    pthread_mutex_unlock(&v->lock);
    return coins;
}

int64_t vault_sum(struct vault *v)
{
    return v->total;
}

/* What the members of the team share. */
struct day {
    struct vault *vault;
    const struct order *orders;
    size_t n;
    uint64_t *results;
};

static void work(unsigned rank, unsigned threads, void *shared)
{
    const struct day *day = shared;
    struct range mine = range_part(day->n, threads, rank);
    for (size_t i = mine.first; i < mine.end; i++) {
        const struct order *o = &day->orders[i];
        day->results[i] =
            o->from == o->to ? vault_take(day->vault, o->from, o->coins)
                             : vault_move(day->vault, o->from, o->to, o->coins);
    }
}

void vault_day(struct vault *v, const struct order *orders, size_t n,
               uint64_t *results, unsigned threads)
{
    struct day day = {v, orders, n, results};
    team_run(threads, work, &day);
}

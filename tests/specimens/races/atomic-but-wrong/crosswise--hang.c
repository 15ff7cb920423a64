/* Locks of the boxes, first of the box that the coins come from: two who move
 * in opposite directions wait for each other. */
#include <pthread.h>
#include <stdlib.h>

#include "range.h"
#include "team.h"
#include "vault.h"

struct box {
    pthread_mutex_t lock; /* guards coins */
    int64_t coins;
};

struct vault {
    unsigned boxes; /* never changes: needs no lock */
    struct box box[];
};

struct vault *vault_new(unsigned boxes, int64_t coins)
{
    struct vault *v = calloc(1, sizeof *v + boxes * sizeof *v->box);
    if (v == NULL)
        return NULL;
    v->boxes = boxes;
    for (unsigned i = 0; i < boxes; i++) {
        pthread_mutex_init(&v->box[i].lock, NULL);
        v->box[i].coins = coins;
    }
    return v;
}

void vault_free(struct vault *v)
{
    for (unsigned i = 0; i < v->boxes; i++)
        pthread_mutex_destroy(&v->box[i].lock);
    free(v);
}

static int64_t look(struct box *box)
{
    pthread_mutex_lock(&box->lock);
    int64_t coins = box->coins;
    pthread_mutex_unlock(&box->lock);
    return coins;
}

static void lock_two(struct vault *v, unsigned a, unsigned b)
{
    pthread_mutex_lock(&v->box[a].lock);
    if (a != b)
        pthread_mutex_lock(&v->box[b].lock);
}

static void unlock_two(struct vault *v, unsigned a, unsigned b)
{
    pthread_mutex_unlock(&v->box[a].lock);
    if (a != b)
        pthread_mutex_unlock(&v->box[b].lock);
}

uint64_t vault_take(struct vault *v, unsigned box, int64_t coins)
{
    struct box *b = &v->box[box];
    pthread_mutex_lock(&b->lock);
    bool enough = b->coins >= coins;
    if (enough)
        b->coins -= coins;
    pthread_mutex_unlock(&b->lock);
    return enough ? vault_stamp(box, coins) : 0;
}

bool vault_move(struct vault *v, unsigned from, unsigned to, int64_t coins)
{
    lock_two(v, from, to);
    bool enough = v->box[from].coins >= coins;
    if (enough) {
        v->box[from].coins -= coins;
        v->box[to].coins += coins;
    }
    unlock_two(v, from, to);
    return enough;
}

int64_t vault_coins(struct vault *v, unsigned box)
{
    return look(&v->box[box]);
}

int64_t vault_sum(struct vault *v)
{
    int64_t sum = 0;
    for (unsigned i = 0; i < v->boxes; i++)
        pthread_mutex_lock(&v->box[i].lock);
    for (unsigned i = 0; i < v->boxes; i++)
        sum += v->box[i].coins;
    for (unsigned i = 0; i < v->boxes; i++)
        pthread_mutex_unlock(&v->box[i].lock);
    return sum;
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

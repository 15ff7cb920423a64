/*
 * vault.c - a vault in which every access is locked, and which is wrong.
 *
 * Each box has a lock, and nobody touches its coins without holding it.  There
 * is no data race in this file, and ThreadSanitizer will never find one.  Yet
 * coins are given out that are not there, and sums are told that never were.
 * For each function ask: which sentence is true before and after it, and who
 * may look in between?  vault.h is the contract; vault_day at the end is right
 * as it is.
 */
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

static void add(struct box *box, int64_t coins)
{
    pthread_mutex_lock(&box->lock);
    box->coins += coins;
    pthread_mutex_unlock(&box->lock);
}

/* TODO: what did we know of the box, and when? */
uint64_t vault_take(struct vault *v, unsigned box, int64_t coins)
{
    if (look(&v->box[box]) < coins)
        return 0;
    uint64_t stamp = vault_stamp(box, coins);
    add(&v->box[box], -coins);
    return stamp;
}

/* TODO: where are the coins between the two lines with add? */
bool vault_move(struct vault *v, unsigned from, unsigned to, int64_t coins)
{
    if (look(&v->box[from]) < coins)
        return false;
    add(&v->box[from], -coins);
    add(&v->box[to], coins);
    return true;
}

int64_t vault_coins(struct vault *v, unsigned box)
{
    return look(&v->box[box]);
}

/* TODO: of which moment is this sum? */
int64_t vault_sum(struct vault *v)
{
    int64_t sum = 0;
    for (unsigned i = 0; i < v->boxes; i++)
        sum += look(&v->box[i]);
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

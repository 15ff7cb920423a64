/* In vault_day a move is said to be done whatever vault_move says of it. */
#include <pthread.h>
#include <stdlib.h>

#include "range.h"
#include "team.h"
#include "vault.h"

struct vault {
    unsigned boxes;       /* never changes: needs no lock */
    pthread_mutex_t lock; /* guards all coins */
    int64_t coins[];
};

struct vault *vault_new(unsigned boxes, int64_t coins)
{
    struct vault *v = calloc(1, sizeof *v + boxes * sizeof *v->coins);
    if (v == NULL)
        return NULL;
    v->boxes = boxes;
    pthread_mutex_init(&v->lock, NULL);
    for (unsigned i = 0; i < boxes; i++)
        v->coins[i] = coins;
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
    bool enough = v->coins[box] >= coins;
    if (enough)
        v->coins[box] -= coins;
    pthread_mutex_unlock(&v->lock);
    return enough ? vault_stamp(box, coins) : 0;
}

bool vault_move(struct vault *v, unsigned from, unsigned to, int64_t coins)
{
    pthread_mutex_lock(&v->lock);
    bool enough = v->coins[from] >= coins;
    if (enough) {
        v->coins[from] -= coins;
        v->coins[to] += coins;
    }
    pthread_mutex_unlock(&v->lock);
    return enough;
}

int64_t vault_coins(struct vault *v, unsigned box)
{
    pthread_mutex_lock(&v->lock);
    int64_t coins = v->coins[box];
    pthread_mutex_unlock(&v->lock);
    return coins;
}

int64_t vault_sum(struct vault *v)
{
    int64_t sum = 0;
    pthread_mutex_lock(&v->lock);
    for (unsigned i = 0; i < v->boxes; i++)
        sum += v->coins[i];
    pthread_mutex_unlock(&v->lock);
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
        day->results[i] = 1;
        if (o->from == o->to)
            day->results[i] = vault_take(day->vault, o->from, o->coins);
        else
            vault_move(day->vault, o->from, o->to, o->coins);
    }
}

void vault_day(struct vault *v, const struct order *orders, size_t n,
               uint64_t *results, unsigned threads)
{
    struct day day = {v, orders, n, results};
    team_run(threads, work, &day);
}

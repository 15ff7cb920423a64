/*
 * vault.c - one way to do it, and why it is right.
 *
 * The sentence that has to be true whenever somebody looks is about all boxes
 * at once: "no box holds less than nothing, and together they hold what has
 * not been taken".  So the lock that guards it is one for all boxes; a lock
 * for each box guards a sentence about that box, and no more.
 *
 * vault_take   Looking and taking are one step now.  The stamp needs nothing
 *              that the lock guards, so it is made after the lock is given
 *              back: that is the long part, and nobody waits for it.
 * vault_move   Between the two lines the sentence is false.  That is allowed,
 *              because nobody can look.
 * vault_sum    All boxes of one moment, since nothing changes meanwhile.
 * vault_coins  One box, but it too must not be seen in the middle of a move.
 *
 * Locks for each box can be right as well: take all that an operation is about
 * before it looks at anything, always in the same order.
 */
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

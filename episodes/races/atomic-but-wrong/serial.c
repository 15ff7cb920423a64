/*
 * serial.c - the same contract without threads: the code that speed-up is
 * measured against. It may be read, and it is not to be edited.
 */
#include <stdlib.h>

#include "vault.h"

struct vault {
    unsigned boxes;
    int64_t coins[];
};

struct vault *vault_new(unsigned boxes, int64_t coins)
{
    struct vault *v = calloc(1, sizeof *v + boxes * sizeof *v->coins);
    if (v == NULL)
        return NULL;
    v->boxes = boxes;
    for (unsigned i = 0; i < boxes; i++)
        v->coins[i] = coins;
    return v;
}

void vault_free(struct vault *v)
{
    free(v);
}

uint64_t vault_take(struct vault *v, unsigned box, int64_t coins)
{
    if (v->coins[box] < coins)
        return 0;
    v->coins[box] -= coins;
    return vault_stamp(box, coins);
}

bool vault_move(struct vault *v, unsigned from, unsigned to, int64_t coins)
{
    if (v->coins[from] < coins)
        return false;
    v->coins[from] -= coins;
    v->coins[to] += coins;
    return true;
}

int64_t vault_coins(struct vault *v, unsigned box)
{
    return v->coins[box];
}

int64_t vault_sum(struct vault *v)
{
    int64_t sum = 0;
    for (unsigned i = 0; i < v->boxes; i++)
        sum += v->coins[i];
    return sum;
}

void vault_day(struct vault *v, const struct order *orders, size_t n,
               uint64_t *results, unsigned threads)
{
    (void)threads;
    for (size_t i = 0; i < n; i++) {
        const struct order *o = &orders[i];
        results[i] = o->from == o->to ? vault_take(v, o->from, o->coins)
                                      : vault_move(v, o->from, o->to, o->coins);
    }
}

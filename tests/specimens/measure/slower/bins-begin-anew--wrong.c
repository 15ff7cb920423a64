/* The counts forget what they were before. */
#include <pthread.h>
#include <stdalign.h>
#include <stdatomic.h>

#include "cacheline.h"
#include "range.h"
#include "slower.h"
#include "team.h"
#include "work.h"

const enum reason reasons[PROGRAMS] = {
    [PARCELS] = IMBALANCE, [VOTES] = FALSE_SHARING, [STAMPS] = OVERSUBSCRIPTION,
    [BINS] = TRAFFIC,      [PICTURE] = GRANULARITY, [WEIGHTS] = ONE_LOCK,
};

/* --- parcels: items that cost much, and items that cost little ------------ */

struct parcels {
    const uint32_t *costs;
    size_t n;
    _Atomic uint64_t sum;
};

static void parcels_part(unsigned rank, unsigned threads, void *shared)
{
    struct parcels *p = shared;
    uint64_t own = 0;
    for (size_t i = rank; i < p->n; i += threads)
        own += grind(i, p->costs[i]);
    atomic_fetch_add(&p->sum, own);
}

uint64_t parcels(const uint32_t *costs, size_t n, unsigned threads)
{
    struct parcels p = {.costs = costs, .n = n};
    team_run(threads, parcels_part, &p);
    return p.sum;
}

/* --- votes: every thread has a sum of its own ----------------------------- */

struct own_sum {
    uint64_t value;
};

struct votes {
    const uint32_t *items;
    size_t n;
    struct own_sum sum[64];
};

static void votes_part(unsigned rank, unsigned threads, void *shared)
{
    struct votes *v = shared;
    struct range mine = range_part(v->n, threads, rank);
    uint64_t own = 0;
    for (size_t i = mine.first; i < mine.end; i++)
        own += vote(v->items[i]);
    v->sum[rank].value = own;
}

uint64_t votes(const uint32_t *items, size_t n, unsigned threads)
{
    struct votes v = {.items = items, .n = n};
    uint64_t sum = 0;
    team_run(threads, votes_part, &v);
    for (unsigned i = 0; i < threads; i++)
        sum += v.sum[i].value;
    return sum;
}

/* --- stamps: plenty of threads for plenty of items ------------------------ */

enum { TEAM = 240 };

struct stamps {
    const uint32_t *items;
    size_t n;
    uint64_t *out;
};

static void stamps_part(unsigned rank, unsigned threads, void *shared)
{
    struct stamps *s = shared;
    struct range mine = range_part(s->n, threads, rank);
    for (size_t i = mine.first; i < mine.end; i++)
        s->out[i] = grind(s->items[i], 1);
}

void stamps(const uint32_t *items, size_t n, uint64_t *out, unsigned threads)
{
    struct stamps s = {items, n, out};
    team_run(threads, stamps_part, &s);
}

/* --- bins: how many items there are of each kind -------------------------- */

struct bin {
    alignas(CACHELINE) _Atomic uint64_t count;
};

struct bins {
    const uint32_t *items;
    size_t n;
    struct bin bin[KINDS];
};

static void bins_part(unsigned rank, unsigned threads, void *shared)
{
    struct bins *b = shared;
    struct range mine = range_part(b->n, threads, rank);
    uint64_t own[KINDS] = {0};
    for (size_t i = mine.first; i < mine.end; i++)
        own[vote(b->items[i]) % KINDS]++;
    for (unsigned kind = 0; kind < KINDS; kind++)
        atomic_fetch_add(&b->bin[kind].count, own[kind]);
}

void bins(const uint32_t *items, size_t n, uint64_t *count, unsigned threads)
{
    struct bins b = {.items = items, .n = n};
    team_run(threads, bins_part, &b);
    for (unsigned kind = 0; kind < KINDS; kind++)
        count[kind] = b.bin[kind].count;
}

/* --- picture: each row is shared out -------------------------------------- */

struct picture {
    const uint32_t *in;
    size_t rows, columns, row;
    uint64_t *out;
};

static void picture_part(unsigned rank, unsigned threads, void *shared)
{
    struct picture *p = shared;
    struct range mine = range_part(p->rows * p->columns, threads, rank);
    for (size_t i = mine.first; i < mine.end; i++)
        p->out[i] = vote(p->in[i]);
}

void picture(const uint32_t *in, size_t rows, size_t columns, uint64_t *out,
             unsigned threads)
{
    struct picture p = {in, rows, columns, 0, out};
    team_run(threads, picture_part, &p);
}

/* --- weights: the largest of all ------------------------------------------ */

struct weights {
    const uint32_t *items;
    size_t n;
    pthread_mutex_t lock;
    uint64_t most; /* guarded by lock */
};

static void weights_part(unsigned rank, unsigned threads, void *shared)
{
    struct weights *w = shared;
    struct range mine = range_part(w->n, threads, rank);
    uint64_t most = 0;
    for (size_t i = mine.first; i < mine.end; i++) {
        uint64_t weight = grind(w->items[i], 1);
        most = weight > most ? weight : most;
    }
    pthread_mutex_lock(&w->lock);
    w->most = most > w->most ? most : w->most;
    pthread_mutex_unlock(&w->lock);
}

uint64_t weights(const uint32_t *items, size_t n, unsigned threads)
{
    struct weights w = {items, n, PTHREAD_MUTEX_INITIALIZER, 0};
    team_run(threads, weights_part, &w);
    return w.most;
}

/* draw.c - see draw.h */
#include <stdlib.h>
#include <string.h>

#include "../../grader/die.h"
#include "../../grader/exercise.h"
#include "../../grader/files.h"
#include "draw.h"
#include "graded.h"
#include "survivors.h"

/* All mutants, of which some are drawn. */
struct pool {
    struct drawn *list;
    size_t count;
};

/* By the text alone: a mutant keeps its rank when others come and go. */
static uint64_t rank_of(uint64_t seed, const struct mutant *m)
{
    uint64_t hash = files_hash(files_hash_start, &seed, sizeof seed);
    return files_hash(hash, m->source, strlen(m->source));
}

static void add_kind(struct draw *d, const char *kind)
{
    for (size_t i = 0; i < d->nkinds; i++)
        if (strcmp(d->kinds[i], kind) == 0) {
            return;
        }
    if (d->nkinds == DRAW_KINDS)
        die("more kinds of mutants than there is room for");
    d->kinds[d->nkinds++] = kind;
}

static void add_mutants(struct pool *pool, const struct exercise *e,
                        const struct mutants *m, uint64_t seed)
{
    pool->list =
        realloc(pool->list, (pool->count + m->count) * sizeof *pool->list);
    if (pool->list == NULL)
        die("out of memory");
    for (size_t i = 0; i < m->count; i++)
        pool->list[pool->count++] = (struct drawn){
            .exercise = e,
            .mutant = &m->list[i],
            .rank = rank_of(seed, &m->list[i]),
        };
}

static struct pool make_pool(struct draw *draw, const struct episode *episode,
                             uint64_t seed)
{
    struct pool pool = {0};
    draw->nmutants = episode->count;
    draw->mutants = calloc(episode->count, sizeof *draw->mutants);
    if (draw->mutants == NULL)
        die("out of memory");
    for (size_t i = 0; i < episode->count; i++) {
        const struct exercise *e = &episode->exercises[i];
        struct source s;
        source_read(e->solution, &s);
        mutants_by_line(&draw->mutants[i], &s);
        mutants_by_order(&draw->mutants[i], &s);
        source_clear(&s);
        for (size_t m = 0; m < draw->mutants[i].count; m++)
            add_kind(draw, draw->mutants[i].list[m].kind);
        add_mutants(&pool, e, &draw->mutants[i], seed);
    }
    return pool;
}

/* The next of this kind, NULL if there are no more. */
static struct drawn *next_of(struct pool *pool, const char *kind)
{
    struct drawn *next = NULL;
    for (size_t i = 0; i < pool->count; i++) {
        struct drawn *d = &pool->list[i];
        if (!d->used && strcmp(d->mutant->kind, kind) == 0 &&
            (next == NULL || d->rank < next->rank))
            next = d;
    }
    return next;
}

/* One that counts, or NULL. */
static const struct drawn *take(struct draw *draw, struct pool *pool,
                                const char *kind)
{
    struct drawn *d;
    while ((d = next_of(pool, kind)) != NULL) {
        d->used = 1;
        if (!graded_compiles(d->exercise, d->mutant))
            continue;
        if (!survivors_find(d->exercise, d->mutant).equivalent)
            return d;
        draw->equivalent++;
    }
    return NULL;
}

struct draw draw_make(const struct episode *episode, size_t most, uint64_t seed)
{
    struct draw draw = {0};
    struct pool pool = make_pool(&draw, episode, seed);
    draw.list = calloc(most + 1, sizeof *draw.list);
    if (draw.list == NULL)
        die("out of memory");
    for (size_t before = 1; before != 0 && draw.count < most;) {
        before = 0;
        for (size_t k = 0; k < draw.nkinds && draw.count < most; k++) {
            const struct drawn *d = take(&draw, &pool, draw.kinds[k]);
            if (d != NULL) {
                draw.list[draw.count++] = *d;
                before++;
            }
        }
    }
    free(pool.list);
    return draw;
}

void draw_clear(struct draw *draw)
{
    for (size_t i = 0; i < draw->nmutants; i++)
        mutants_clear(&draw->mutants[i]);
    free(draw->mutants);
    free(draw->list);
}

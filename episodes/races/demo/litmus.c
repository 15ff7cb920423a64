/*
 * litmus.c - two threads, each stores to a variable of its own and then loads
 * the other's: how often do both find nothing?
 *
 *     litmus ROUNDS
 *
 * Each round has a pair of variables to itself. A thread waits a moment for
 * the other one before each round, but not long: it may have no core.
 */
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

#include "cacheline.h"
#include "team.h"

/* The order is fixed when this is compiled: as a variable it would cost more
 * than what is to be seen. */
#define ROUND(name, store_order, load_order)             \
    static int name(atomic_int *mine, atomic_int *other) \
    {                                                    \
        atomic_store_explicit(mine, 1, store_order);     \
        return atomic_load_explicit(other, load_order);  \
    }

ROUND(relaxed, memory_order_relaxed, memory_order_relaxed)
ROUND(release_acquire, memory_order_release, memory_order_acquire)
ROUND(seq_cst, memory_order_seq_cst, memory_order_seq_cst)

struct player {
    _Alignas(CACHELINE) atomic_uint at; /* the round it has come to */
    atomic_int *variables;              /* one for each round */
    int *found;                         /* in the other's variable */
};

struct game {
    int (*round)(atomic_int *mine, atomic_int *other);
    unsigned rounds;
    struct player player[2];
};

static void play(unsigned rank, unsigned threads, void *shared)
{
    const unsigned patience = 300; /* looks */
    struct game *g = shared;
    struct player *me = &g->player[rank], *other = &g->player[1 - rank];
    (void)threads;
    for (unsigned i = 0; i < g->rounds; i++) {
        atomic_store(&me->at, i);
        for (unsigned n = 0; n < patience && atomic_load(&other->at) < i; n++)
            ;
        me->found[i] = g->round(&me->variables[i], &other->variables[i]);
    }
}

static void count(const char *name, unsigned rounds,
                  int (*round)(atomic_int *, atomic_int *))
{
    struct game g = {round, rounds, {{0}}};
    unsigned both = 0;
    for (unsigned rank = 0; rank < 2; rank++) {
        g.player[rank].variables = calloc(rounds, sizeof(atomic_int));
        g.player[rank].found = calloc(rounds, sizeof(int));
    }
    team_run(2, play, &g);
    for (unsigned i = 0; i < rounds; i++)
        both += !g.player[0].found[i] && !g.player[1].found[i];
    printf("  %-24s both found 0 in %6u of %u rounds\n", name, both, rounds);
    for (unsigned rank = 0; rank < 2; rank++) {
        free(g.player[rank].variables);
        free(g.player[rank].found);
    }
}

int main(int argc, char **argv)
{
    unsigned rounds = argc == 2 ? (unsigned)atoi(argv[1]) : 1000000;
    count("relaxed", rounds, relaxed);
    count("release and acquire", rounds, release_acquire);
    count("seq_cst", rounds, seq_cst);
    return 0;
}

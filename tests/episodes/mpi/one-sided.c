/* one-sided.c - judges the exercise `one-sided`. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "calls.h"
#include "mpi/ranks.h"

enum { MOST_RANKS = 32, MOST_CALLS = 8, MOST_NUMBERS = 1024 };

struct given {
    unsigned op, call, ranks;
    int64_t first;
    int bins;
    int many[MOST_RANKS];         /* tickets or items of each rank */
    int64_t inside[MOST_NUMBERS]; /* for tally: what is in each bin */
};

static struct given list[MOST_CALLS];
static unsigned givens;

static void begin(unsigned ranks)
{
    givens = 0;
    ranks_begin(ranks);
}

static struct given *add(unsigned op, unsigned ranks, unsigned call,
                         bool reverse)
{
    struct given *g = &list[givens++];
    *g = (struct given){.op = op, .call = call, .ranks = ranks};
    if (reverse)
        ranks_reverse(call);
    return g;
}

/* Rank r takes `most` tickets, and less if r is odd. */
static void add_tickets(unsigned ranks, int most, bool reverse)
{
    struct tickets_args args = {(int64_t)(judge_random() >> 2), 1e-6};
    struct given *g =
        add(OP_TICKETS, ranks, ranks_call(OP_TICKETS, args), reverse);
    g->first = args.first;
    for (unsigned r = 0; r < ranks; r++) {
        g->many[r] = r % 2 == 0 ? most : (int)judge_below((uint64_t)most + 1);
        ranks_out(g->call, r, (size_t)g->many[r] * sizeof(int64_t));
    }
}

static void add_tally(unsigned ranks, int most, int bins, bool reverse)
{
    struct given *g =
        add(OP_TALLY, ranks, ranks_call(OP_TALLY, (struct tally_args){bins}),
            reverse);
    int *item = malloc(((size_t)most + 1) * sizeof *item);
    g->bins = bins;
    for (unsigned r = 0; r < ranks; r++) {
        g->many[r] = r % 2 == 0   ? most
                     : r % 4 == 1 ? 0 /* and comes all the same */
                                  : (int)judge_below((uint64_t)most + 1);
        for (int i = 0; i < g->many[r]; i++) {
            /* the first bins are in demand, so that ranks meet there */
            uint64_t all = (uint64_t)bins * ranks;
            item[i] = (int)judge_below(1 + judge_below(all));
            g->inside[item[i]]++;
        }
        ranks_in(g->call, r, item, (size_t)g->many[r] * sizeof *item);
        ranks_out(g->call, r, (size_t)bins * sizeof(int64_t));
    }
    free(item);
}

static void check_ticket(const struct given *g, bool *seen, int all, unsigned r,
                         int i)
{
    const int64_t *ticket = ranks_got(g->call, r);
    int64_t place = ticket[i] - g->first;
    judge_expect(place >= 0 && place < all,
                 "%d tickets on %u ranks from %lld on: ticket %d of rank %u is "
                 "%lld",
                 all, g->ranks, (long long)g->first, i, r,
                 (long long)ticket[i]);
    judge_expect(!seen[place],
                 "%d tickets on %u ranks: number %lld was given twice, the "
                 "second time to rank %u (an update was lost)",
                 all, g->ranks, (long long)ticket[i], r);
    judge_expect(i == 0 || ticket[i] > ticket[i - 1],
                 "rank %u has got ticket %lld after %lld", r,
                 (long long)ticket[i], (long long)ticket[i - 1]);
    seen[place] = true;
}

static void check_tickets(const struct given *g)
{
    static bool seen[MOST_NUMBERS];
    int all = 0;
    memset(seen, 0, sizeof seen);
    for (unsigned r = 0; r < g->ranks; r++)
        all += g->many[r];
    for (unsigned r = 0; r < g->ranks; r++)
        for (int i = 0; i < g->many[r]; i++)
            check_ticket(g, seen, all, r, i);
}

static void check_tally(const struct given *g)
{
    for (unsigned r = 0; r < g->ranks; r++) {
        const int64_t *got = ranks_got(g->call, r);
        const int64_t *right = g->inside + (int)r * g->bins;
        for (int b = 0; b < g->bins; b++)
            judge_expect(got[b] == right[b],
                         "tally, %d bins for each of %u ranks: bin %d of rank "
                         "%u has %lld items, and %lld is right",
                         g->bins, g->ranks, b, r, (long long)got[b],
                         (long long)right[b]);
    }
}

static void check_all(void *data)
{
    (void)data;
    for (unsigned i = 0; i < givens; i++)
        if (list[i].op == OP_TICKETS)
            check_tickets(&list[i]);
        else
            check_tally(&list[i]);
}

START_TEST(right_and_in_order)
{
    judge_title("each ticket once, and no item lost");
    begin(1);
    add_tickets(1, 3, false);
    add_tally(1, 9, 4, false);
    ranks_run("one rank", check_all, NULL);
    begin(4);
    add_tickets(4, 4, false);
    add_tally(4, 20, 6, false);
    add_tally(4, 7, 1, true);
    add_tally(4, 0, 3, false);
    ranks_run("four ranks", check_all, NULL);
}
END_TEST

START_TEST(whoever_comes_between)
{
    const unsigned ranks = 12;
    const int most = 20;
    judge_title("whoever comes between, and with few accesses");
    begin(ranks);
    add_tickets(ranks, most, false);
    ranks_count("next_ticket", &(struct ranks_figures){.most = 2.0 * most},
                check_all, NULL);
    begin(ranks);
    add_tally(ranks, 200, 10, false);
    ranks_count("tally", &(struct ranks_figures){.most = ranks - 1.0},
                check_all, NULL);
}
END_TEST

Suite *exercise_suite(void)
{
    Suite *suite = suite_create("one-sided");
    tcase_add_test(judge_tcase(suite, "correct", "correct"),
                   right_and_in_order);
    tcase_add_test(judge_tcase(suite, "atomic", "atomic"),
                   whoever_comes_between);
    return suite;
}

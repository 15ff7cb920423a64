/* hybrid.c - judges the exercise `hybrid`. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "calls.h"
#include "mpi/ranks.h"

enum { MOST_RANKS = 16, MOST_CALLS = 8 };

struct given {
    unsigned op, call, ranks;
    struct hybrid_args args;
    int many[MOST_RANKS]; /* items or numbers of each rank */
    int64_t all;          /* for count: what is right */
    double *block[MOST_RANKS];
};

static struct given list[MOST_CALLS];
static unsigned givens;

static void begin(unsigned ranks, enum ranks_level level)
{
    for (; givens > 0; givens--)
        for (unsigned r = 0; r < list[givens - 1].ranks; r++)
            free(list[givens - 1].block[r]);
    ranks_begin(ranks);
    ranks_threads(level);
}

static struct given *add(unsigned op, unsigned ranks, unsigned threads)
{
    struct given *g = &list[givens++];
    *g = (struct given){
        .op = op, .ranks = ranks, .args = {threads, (uint32_t)judge_below(5)}};
    g->call = ranks_call(op, g->args);
    return g;
}

static void add_count(unsigned ranks, unsigned threads, int most, bool reverse)
{
    struct given *g = add(OP_COUNT, ranks, threads);
    uint32_t *item = malloc(((size_t)most + 1) * sizeof *item);
    if (reverse)
        ranks_reverse(g->call);
    for (unsigned r = 0; r < ranks; r++) {
        g->many[r] = r == 1 ? most / 2 : most - (int)r;
        for (int i = 0; i < g->many[r]; i++) {
            item[i] = (uint32_t)judge_below(5);
            g->all += item[i] == g->args.key;
        }
        ranks_in(g->call, r, item, (size_t)g->many[r] * sizeof *item);
        ranks_out(g->call, r, sizeof(struct counted));
    }
    free(item);
}

static void add_swap(unsigned ranks, unsigned threads, int count, bool reverse)
{
    struct given *g = add(OP_SWAP, ranks, threads);
    size_t bytes = (size_t)count * sizeof(double);
    if (reverse)
        ranks_reverse(g->call);
    for (unsigned r = 0; r < ranks; r++) {
        g->many[r] = count;
        g->block[r] = malloc(bytes + 1);
        for (int i = 0; i < count; i++)
            g->block[r][i] = ldexp((double)judge_random(), -30);
        ranks_in(g->call, r, g->block[r], bytes);
        ranks_out(g->call, r, bytes);
    }
}

static void check_count(const struct given *g)
{
    int threads = (int)g->args.threads;
    for (unsigned r = 0; r < g->ranks; r++) {
        const struct counted *c = ranks_got(g->call, r);
        int most = (g->many[r] + threads - 1) / threads;
        int busy = g->many[r] < threads ? g->many[r] : threads;
        judge_expect(
            c->all == g->all,
            "count_all, %u ranks and %d threads: rank %u returns %lld, "
            "and %lld is right",
            g->ranks, threads, r, (long long)c->all, (long long)g->all);
        judge_expect(c->threads >= busy && c->most <= most,
                     "count_all, %u ranks and %d threads: on rank %u %lld "
                     "threads have counted, and one of them %lld of %d items",
                     g->ranks, threads, r, (long long)c->threads,
                     (long long)c->most, g->many[r]);
    }
}

static void check_swap(const struct given *g)
{
    for (unsigned r = 0; r < g->ranks; r++) {
        const double *got = ranks_got(g->call, r);
        unsigned from = (r ^ 1) < g->ranks ? r ^ 1 : r;
        for (int i = 0; i < g->many[r]; i++)
            judge_expect(got[i] == g->block[from][i],
                         "swap_blocks, %u ranks and %u threads: place %d of "
                         "rank %u is %g, and rank %u gave %g",
                         g->ranks, g->args.threads, i, r, got[i], from,
                         g->block[from][i]);
    }
}

static void check_all(void *data)
{
    (void)data;
    for (unsigned i = 0; i < givens; i++)
        if (list[i].op == OP_COUNT)
            check_count(&list[i]);
        else
            check_swap(&list[i]);
}

/* Two calls of swap_blocks with 3 threads, of which one may be the main thread.
 */
static void check_threads(void *data)
{
    check_all(data);
    for (unsigned r = 0; r < 2; r++)
        judge_expect(ranks_thread_calls(r) >= 4,
                     "at MPI_THREAD_MULTIPLE every thread swaps a part: the "
                     "threads of rank %u have made %ld calls of MPI",
                     r, ranks_thread_calls(r));
}

START_TEST(main_thread_only)
{
    judge_title("only the main thread calls MPI");
    begin(3, RANKS_FUNNELED);
    add_count(3, 3, 40, false);
    add_swap(3, 3, 10, false);
    add_count(3, 12, 2, true); /* rank 2 has nothing, and comes all the same */
    add_swap(3, 2, 0, true);
    ranks_orders("3 ranks of 3 threads, funneled", 2, check_all, NULL);
}
END_TEST

START_TEST(every_thread)
{
    judge_title("all threads call MPI");
    begin(2, RANKS_MULTIPLE);
    add_count(2, 2, 20, false);
    add_swap(2, 3, 12, false);
    add_swap(2, 3, 600, true);
    ranks_run("2 ranks of 3 threads, multiple", check_threads, NULL);
    /* parts that go to whichever thread asks first are right by luck, once */
    begin(2, RANKS_MULTIPLE);
    for (int i = 0; i < MOST_CALLS; i++)
        add_swap(2, 4, 40 + 4 * i, false);
    ranks_run("2 ranks of 4 threads, many swaps", check_all, NULL);
    begin(3, RANKS_MULTIPLE);
    add_swap(3, 2, 9, false);
    add_swap(3, 4, 2, false);
    ranks_run("3 ranks, multiple", check_all, NULL);
}
END_TEST

START_TEST(one_number_and_one_block)
{
    const unsigned ranks = 16;
    judge_title("messages between ranks");
    begin(ranks, RANKS_FUNNELED);
    add_count(ranks, 4, 50, false);
    ranks_count(
        "count_all",
        &(struct ranks_figures){.messages = 2.0 * (ranks - 1),
                                .bytes = 2.0 * (ranks - 1) * sizeof(int64_t)},
        check_all, NULL);
    begin(ranks, RANKS_FUNNELED);
    add_swap(ranks, 4, 100, false);
    ranks_count("swap_blocks",
                &(struct ranks_figures){
                    .messages = ranks, .bytes = ranks * 100.0 * sizeof(double)},
                check_all, NULL);
}
END_TEST

Suite *exercise_suite(void)
{
    Suite *suite = suite_create("hybrid");
    tcase_add_test(judge_tcase(suite, "funneled", "funneled"),
                   main_thread_only);
    tcase_add_test(judge_tcase(suite, "multiple", "multiple"), every_thread);
    tcase_add_test(judge_tcase(suite, "count", "count"),
                   one_number_and_one_block);
    return suite;
}

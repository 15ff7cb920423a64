/* derived.c - judges the exercise `derived`. */
#include <math.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "calls.h"
#include "mpi/ranks.h"

enum { MOST_RANKS = 32, MOST_CALLS = 8 };

/* Bytes of a particle that are sent. */
enum { SENT = sizeof(char) + 3 * sizeof(double) + sizeof(int32_t) };

struct given {
    unsigned op, call, ranks;
    int rows, cols; /* for pass: cols is the count */
    void *in[MOST_RANKS];
};

static struct given list[MOST_CALLS];
static unsigned givens;

static void begin(unsigned ranks)
{
    for (; givens > 0; givens--)
        for (unsigned r = 0; r < list[givens - 1].ranks; r++)
            free(list[givens - 1].in[r]);
    ranks_begin(ranks);
}

static double *numbers(size_t count)
{
    double *some = malloc((count + 1) * sizeof *some);
    for (size_t i = 0; i < count; i++)
        some[i] = ldexp((double)judge_random(), -30);
    return some;
}

static struct given *add(unsigned op, unsigned ranks, int rows, int cols,
                         unsigned call, bool reverse)
{
    struct given *g = &list[givens++];
    *g = (struct given){
        .op = op, .call = call, .ranks = ranks, .rows = rows, .cols = cols};
    if (reverse)
        ranks_reverse(call);
    return g;
}

static void add_edges(unsigned ranks, int rows, int cols, bool reverse)
{
    unsigned call = ranks_call(OP_EDGES, (struct edges_args){rows, cols});
    struct given *g = add(OP_EDGES, ranks, rows, cols, call, reverse);
    size_t count = (size_t)rows * (size_t)cols;
    for (unsigned r = 0; r < ranks; r++) {
        g->in[r] = numbers(count);
        ranks_in(call, r, g->in[r], count * sizeof(double));
        ranks_out(call, r, count * sizeof(double));
    }
}

static void add_pass(unsigned ranks, int count, bool reverse)
{
    unsigned call = ranks_call(OP_PASS, (struct pass_args){count});
    struct given *g = add(OP_PASS, ranks, 0, count, call, reverse);
    size_t bytes = (size_t)count * sizeof(struct particle);
    for (unsigned r = 0; r < ranks; r++) {
        struct particle *p = g->in[r] = malloc(bytes + 1);
        for (size_t i = 0; i < bytes; i++)
            ((unsigned char *)p)[i] = (unsigned char)judge_random();
        for (int i = 0; i < count; i++) {
            double *place = numbers(3);
            memcpy(p[i].place, place, sizeof p[i].place);
            free(place);
        }
        ranks_in(call, r, p, bytes);
        ranks_out(call, r, bytes);
    }
}

static void add_deal(unsigned ranks, int rows, int cols, bool reverse)
{
    unsigned call = ranks_call(OP_DEAL, (struct deal_args){rows, cols});
    struct given *g = add(OP_DEAL, ranks, rows, cols, call, reverse);
    size_t own = (size_t)rows * (size_t)cols;
    g->in[0] = numbers(own * ranks);
    ranks_in(call, 0, g->in[0], own * ranks * sizeof(double));
    for (unsigned r = 0; r < ranks; r++)
        ranks_out(call, r, own * sizeof(double));
}

/* --- what is right -------------------------------------------------------- */

static double edge(const struct given *g, unsigned r, int row, int col)
{
    size_t at = (size_t)row * (size_t)g->cols;
    if (col == 0 && r > 0)
        return ((double *)g->in[r - 1])[at + (size_t)g->cols - 2];
    if (col == g->cols - 1 && r + 1 < g->ranks)
        return ((double *)g->in[r + 1])[at + 1];
    return ((double *)g->in[r])[at + (size_t)col];
}

static void check_edges(const struct given *g, unsigned r)
{
    const double *got = ranks_got(g->call, r);
    for (int i = 0; i < g->rows; i++)
        for (int j = 0; j < g->cols; j++)
            judge_expect(got[i * g->cols + j] == edge(g, r, i, j),
                         "swap_edges, %d rows and %d columns on %u ranks: row "
                         "%d, column %d of rank %u is %g, and %g is right",
                         g->rows, g->cols, g->ranks, i, j, r,
                         got[i * g->cols + j], edge(g, r, i, j));
}

/* What was in the result before: what both of two particles have in `cell`, of
 * which one was never sent, is not the same. */
static void check_pass(const struct given *g, unsigned r)
{
    const struct particle *got = ranks_got(g->call, r);
    const struct particle *right = g->in[(r + g->ranks - 1) % g->ranks];
    for (int i = 0; i < g->cols; i++) {
        judge_expect(
            got[i].kind == right[i].kind && got[i].id == right[i].id &&
                memcmp(got[i].place, right[i].place, sizeof got[i].place) == 0,
            "pass_on, %d particles on %u ranks: particle %d of rank "
            "%u is not the one that the rank before it has sent",
            g->cols, g->ranks, i, r);
        judge_expect(memcmp(&got[i].cell, &right[i].cell, sizeof got[i].cell) !=
                         0,
                     "pass_on: the cell of particle %d of rank %u is the "
                     "sender's, and was to stay what it was",
                     i, r);
    }
}

static void check_deal(const struct given *g, unsigned r)
{
    const double *got = ranks_got(g->call, r), *matrix = g->in[0];
    for (int i = 0; i < g->rows; i++)
        for (int j = 0; j < g->cols; j++) {
            size_t width = (size_t)g->cols * g->ranks;
            double right =
                matrix[(size_t)i * width + r * (size_t)g->cols + (size_t)j];
            judge_expect(got[i * g->cols + j] == right,
                         "deal_columns, %d rows, %d columns for each of %u "
                         "ranks: row %d, column %d of rank %u is %g, and %g is "
                         "right",
                         g->rows, g->cols, g->ranks, i, j, r,
                         got[i * g->cols + j], right);
        }
}

static void check_all(void *data)
{
    static void (*const check[])(const struct given *,
                                 unsigned) = {[OP_EDGES] = check_edges,
                                              [OP_PASS] = check_pass,
                                              [OP_DEAL] = check_deal};
    (void)data;
    for (unsigned i = 0; i < givens; i++)
        for (unsigned r = 0; r < list[i].ranks; r++)
            check[list[i].op](&list[i], r);
}

START_TEST(from_where_they_lie)
{
    judge_title("all data arrive, and nobody copies them");
    begin(1);
    add_edges(1, 4, 3, false);
    add_pass(1, 2, false);
    add_deal(1, 3, 2, false);
    ranks_run("one rank", check_all, NULL);
    begin(4);
    add_edges(4, 5, 7, false);
    add_edges(4, 1, 3, true);
    add_pass(4, 3, false);
    add_pass(4, 0, false);
    add_pass(4, 1, true);
    add_deal(4, 3, 2, false);
    add_deal(4, 5, 1, true);
    ranks_run("four ranks", check_all, NULL);
}
END_TEST

START_TEST(no_luck_needed)
{
    judge_title("sends that wait for their receiver");
    begin(3);
    add_edges(3, 4, 5, false);
    add_pass(3, 2, false);
    add_deal(3, 2, 2, false);
    ranks_orders("3 ranks, with sends that wait", 4, check_all, NULL);
}
END_TEST

START_TEST(nothing_else_is_sent)
{
    const unsigned ranks = 16;
    judge_title("messages and bytes");
    begin(ranks);
    add_edges(ranks, 50, 20, false);
    ranks_count("swap_edges",
                &(struct ranks_figures){.messages = 2.0 * (ranks - 1),
                                        .bytes = 2.0 * (ranks - 1) * 50 *
                                                 sizeof(double)},
                check_all, NULL);
    begin(ranks);
    add_pass(ranks, 20, false);
    ranks_count("pass_on",
                &(struct ranks_figures){.messages = ranks,
                                        .bytes = 20.0 * SENT * ranks},
                check_all, NULL);
    begin(ranks);
    add_deal(ranks, 30, 3, false);
    /* rank 0 may send to itself as well */
    ranks_count(
        "deal_columns",
        &(struct ranks_figures){.messages = ranks,
                                .bytes = ranks * 30.0 * 3 * sizeof(double)},
        check_all, NULL);
}
END_TEST

Suite *exercise_suite(void)
{
    Suite *suite = suite_create("derived");
    tcase_add_test(judge_tcase(suite, "correct", "correct"),
                   from_where_they_lie);
    tcase_add_test(judge_tcase(suite, "safe", "safe"), no_luck_needed);
    tcase_add_test(judge_tcase(suite, "count", "count"), nothing_else_is_sent);
    return suite;
}

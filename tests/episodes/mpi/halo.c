/* halo.c - judges the exercise `halo`. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "calls.h"
#include "mpi/ranks.h"

enum { MOST_CALLS = 4 };

/* The whole grid, before and after; edges included. */
struct grid {
    unsigned call, ranks;
    struct halo_args args;
    double *start, *end;
};

static struct grid list[MOST_CALLS];
static unsigned grids;

static void begin(unsigned ranks)
{
    for (; grids > 0; grids--) {
        free(list[grids - 1].start);
        free(list[grids - 1].end);
    }
    ranks_begin(ranks);
}

static size_t rows_of(const struct grid *g, unsigned r)
{
    return (size_t)g->args.rows + r % 2;
}

static size_t rows_before(const struct grid *g, unsigned rank)
{
    size_t sum = 0;
    for (unsigned r = 0; r < rank; r++)
        sum += rows_of(g, r);
    return sum;
}

/* One after the other, in one grid and then in another. */
static void work_out(struct grid *g)
{
    size_t rows = rows_before(g, g->ranks), width = (size_t)g->args.cols + 2;
    size_t bytes = (rows + 2) * width * sizeof(double);
    double *old = malloc(bytes);
    memcpy(g->end, g->start, bytes);
    for (int s = 0; s < g->args.steps; s++) {
        memcpy(old, g->end, bytes);
        for (size_t i = 1; i <= rows; i++)
            for (size_t j = 1; j < width - 1; j++) {
                const double *at = &old[i * width + j];
                g->end[i * width + j] =
                    relaxed(at[-1], at[1], at[-(long)width], at[width]);
            }
    }
    free(old);
}

static void add(unsigned ranks, struct halo_args args, bool reverse)
{
    struct grid *g = &list[grids++];
    *g = (struct grid){.ranks = ranks, .args = args};
    size_t rows = rows_before(g, ranks), width = (size_t)args.cols + 2;
    size_t numbers = (rows + 2) * width;
    g->start = malloc(numbers * sizeof(double));
    g->end = malloc(numbers * sizeof(double));
    for (size_t i = 0; i < numbers; i++)
        g->start[i] = (double)(judge_random() >> 11) * 0x1p-53;
    work_out(g);
    g->call = ranks_call(OP_JACOBI, args);
    if (reverse)
        ranks_reverse(g->call);
    for (unsigned r = 0; r < ranks; r++) {
        size_t bytes = (rows_of(g, r) + 2) * width * sizeof(double);
        ranks_in(g->call, r, g->start + rows_before(g, r) * width, bytes);
        ranks_out(g->call, r, bytes);
    }
}

static void check_grid(const struct grid *g)
{
    size_t width = (size_t)g->args.cols + 2;
    for (unsigned r = 0; r < g->ranks; r++) {
        const double *got = ranks_got(g->call, r);
        const double *right = g->end + rows_before(g, r) * width;
        for (size_t i = 1; i <= rows_of(g, r); i++)
            for (size_t j = 1; j + 1 < width; j++)
                judge_expect(
                    memcmp(&got[i * width + j], &right[i * width + j],
                           sizeof *got) == 0,
                    "%d steps on %u ranks: row %zu, column %zu of rank %u (of "
                    "%zu rows) is %.17g and should be %.17g",
                    g->args.steps, g->ranks, i, j, r, rows_of(g, r),
                    got[i * width + j], right[i * width + j]);
    }
}

static void check_all(void *data)
{
    (void)data;
    for (unsigned i = 0; i < grids; i++)
        check_grid(&list[i]);
}

START_TEST(bits_of_one_rank)
{
    static const unsigned ranks[] = {1, 2, 5};
    char what[80];
    judge_title("bit for bit what one rank alone gives");
    for (size_t i = 0; i < sizeof ranks / sizeof *ranks; i++) {
        begin(ranks[i]);
        add(ranks[i], (struct halo_args){3, 5, 4}, false);
        add(ranks[i], (struct halo_args){1, 1, 3}, true);
        add(ranks[i], (struct halo_args){2, 9, 0}, false);
        snprintf(what, sizeof what, "three grids on %u rank%s", ranks[i],
                 ranks[i] == 1 ? "" : "s");
        ranks_run(what, check_all, NULL);
    }
}
END_TEST

START_TEST(no_luck_needed)
{
    judge_title("sends that wait for their receiver");
    begin(3);
    add(3, (struct halo_args){3, 7, 3}, false);
    ranks_orders("a grid on 3 ranks, with sends that wait", 4, check_all, NULL);
}
END_TEST

/* The work of the longest strip hides all messages but those of the start. */
START_TEST(messages_are_hidden)
{
    const struct halo_args args = {8, 1000, 10};
    const unsigned ranks = 16;
    judge_title("messages, and time by the model");
    begin(ranks);
    add(ranks, args, false);
    ranks_count("jacobi",
                &(struct ranks_figures){
                    .messages = 2.0 * (ranks - 1) * args.steps,
                    .most = 2.0 * args.steps,
                    .seconds = args.steps * (args.rows + 1) * args.cols *
                               seconds_per_number,
                },
                check_all, NULL);
}
END_TEST

START_TEST(bits_at_every_number)
{
    judge_title("bit for bit on 2 to 16 ranks");
    for (unsigned ranks = 2; ranks <= 16; ranks++) {
        const struct halo_args args = {1 + (int)ranks % 4, 6, 5};
        begin(ranks);
        add(ranks, args, false);
        ranks_count(
            "a small grid",
            &(struct ranks_figures){.messages = 2.0 * (ranks - 1) * args.steps},
            check_all, NULL);
    }
}
END_TEST

Suite *exercise_suite(void)
{
    Suite *suite = suite_create("halo");
    tcase_add_test(judge_tcase(suite, "correct", "correct"), bits_of_one_rank);
    tcase_add_test(judge_tcase(suite, "safe", "safe"), no_luck_needed);
    tcase_add_test(judge_tcase(suite, "overlap", "overlap"),
                   messages_are_hidden);
    tcase_add_test(judge_tcase(suite, "overlap", "overlap"),
                   bits_at_every_number);
    return suite;
}

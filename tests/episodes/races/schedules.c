/*
 * schedules.c - judges the exercise `schedules`.
 */
#include <stdio.h>

#include "calls.h"
#include "judge.h"
#include "schedules.h"

static const char *const names[OP_COUNT] = {"even", "growing", "block",
                                            "scattered"};

/* --- inputs -------------------------------------------------------------- */

/* Few different items, so that equal values occur. */
static uint64_t *make_items(size_t n, uint64_t different)
{
    uint64_t *items = judge_in(n * sizeof *items);
    for (size_t i = 0; i < n; i++)
        items[i] = judge_below(different);
    return items;
}

/* The first sixteenth costs `dear` steps each, the others a fraction. */
static unsigned *block_steps(size_t n, unsigned dear)
{
    unsigned *steps = judge_in(n * sizeof *steps);
    for (size_t i = 0; i < n; i++)
        steps[i] =
            (unsigned)judge_below(dear / 12 + 2) + (i < n / 16 ? dear : 0);
    return steps;
}

/* A few dear ones that the simple ways to share out give to one of `threads`
 * threads: they lie in one block, and in it a multiple of `threads` apart. */
static unsigned *scattered_steps(size_t n, unsigned threads, unsigned dear)
{
    const size_t few = 16;
    unsigned *steps = judge_in(n * sizeof *steps);
    size_t part = n / threads, first = judge_below(2) * part;
    size_t rank = judge_below(threads), apart = part / few / threads * threads;
    for (size_t i = 0; i < n; i++)
        steps[i] = (unsigned)judge_below(dear / 256 + 2);
    for (size_t k = 0; k < few && apart > 0; k++)
        steps[first + rank + k * apart] += dear;
    return steps;
}

static unsigned *make_steps(unsigned op, size_t n, unsigned threads,
                            unsigned dear)
{
    if (op == OP_BLOCK)
        return block_steps(n, dear);
    return op == OP_SCATTERED ? scattered_steps(n, threads, dear) : NULL;
}

/* --- answers ------------------------------------------------------------- */

static void check_even(const struct schedules_args *a)
{
    uint64_t sum = 0;
    for (size_t i = 0; i < a->n; i++)
        sum += grind(a->items[i], EVEN_STEPS);
    judge_expect(*judge_got(a->sum) == sum,
                 "even(n = %zu, threads = %u) returned %#llx; right is %#llx",
                 a->n, a->threads, (unsigned long long)*judge_got(a->sum),
                 (unsigned long long)sum);
}

static void check_growing(const struct schedules_args *a)
{
    const uint64_t *got = judge_got(a->ground);
    for (size_t i = 0; i < a->n; i++)
        judge_expect(got[i] == grind(a->items[i], (unsigned)i + 1),
                     "growing(n = %zu, threads = %u): ground[%zu] is not "
                     "grind(items[%zu], %zu)",
                     a->n, a->threads, i, i, i + 1);
}

static void check_block(const struct schedules_args *a)
{
    uint64_t smallest = UINT64_MAX;
    size_t where = 0;
    for (size_t i = 0; i < a->n; i++) {
        uint64_t value = grind(a->items[i], a->steps[i]);
        where = value < smallest ? i : where;
        smallest = value < smallest ? value : smallest;
    }
    judge_expect(*judge_got(a->where) == where,
                 "block(n = %zu, threads = %u) returned %zu; the first of the "
                 "smallest is item %zu",
                 a->n, a->threads, *judge_got(a->where), where);
}

static void check_scattered(const struct schedules_args *a)
{
    const size_t *got = judge_got(a->bins);
    size_t bins[BINS] = {0};
    for (size_t i = 0; i < a->n; i++)
        bins[grind(a->items[i], a->steps[i]) % BINS]++;
    for (size_t b = 0; b < BINS; b++)
        judge_expect(got[b] == bins[b],
                     "scattered(n = %zu, threads = %u): bins[%zu] is %zu; "
                     "right is %zu",
                     a->n, a->threads, b, got[b], bins[b]);
}

/* A loop to run, and on how many threads. */
struct loop {
    unsigned op;
    struct schedules_args args;
};

/* Inputs made to be hard for a team of `team`. */
static struct loop make_loop(unsigned op, size_t n, unsigned team,
                             uint64_t different, unsigned dear)
{
    struct loop l = {.op = op};
    l.args = (struct schedules_args){
        .items = make_items(n, different),
        .steps = make_steps(op, n, team, dear),
        .n = n,
        .threads = team,
        .sum = judge_out(sizeof *l.args.sum),
        .ground = judge_out((op == OP_GROWING ? n : 1) * sizeof(uint64_t)),
        .where = judge_out(sizeof *l.args.where),
        .bins = judge_out(BINS * sizeof *l.args.bins),
    };
    return l;
}

/* A look at all that came of it. */
static void look(void *loop)
{
    static void (*const looks[OP_COUNT])(const struct schedules_args *) = {
        check_even, check_growing, check_block, check_scattered};
    const struct loop *l = loop;
    looks[l->op](&l->args);
}

static void check(unsigned op, size_t n, unsigned threads, uint64_t different,
                  unsigned dear)
{
    struct loop l = make_loop(op, n, threads, different, dear);
    judge_call(op, l.args);
    look(&l);
}

/* --- tests --------------------------------------------------------------- */

START_TEST(edges)
{
    static const size_t sizes[] = {0, 1, 2, 3, 7, 16, 17, 100, 1003};
    judge_title("no items, few items, more threads than items");
    for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++)
        for (unsigned threads = 1; threads <= 16; threads += 5) {
            check((unsigned)_i, sizes[s], threads, UINT64_MAX, 64);
            judge_forget();
        }
}
END_TEST

START_TEST(equals)
{
    judge_title("many items that are the same");
    for (uint64_t different = 1; different < 30; different += 4) {
        check((unsigned)_i, 500 + judge_below(500), 4, different, 1);
        judge_forget();
    }
}
END_TEST

START_TEST(together)
{
    const unsigned often = 6;
    judge_title("all threads at work at the same time");
    for (unsigned i = 0; i < often; i++) {
        check((unsigned)_i, 4000, 2 + 3 * i, UINT64_MAX, 400);
        judge_forget();
    }
}
END_TEST

START_TEST(race)
{
    judge_title(names[_i]);
    check((unsigned)_i, 100, 4, UINT64_MAX, 8);
    judge_forget();
    check((unsigned)_i, 37, 3, 4, 8);
}
END_TEST

/* --- explored ------------------------------------------------------------- */

/* Few rounds of little work; with `different` items only, of which the first
 * of the smallest is wanted whoever comes to it last. */
static void explore(unsigned op, size_t n, unsigned threads, uint64_t different,
                    const char *what)
{
    struct loop l = make_loop(op, n, threads, different, 1);
    judge_does(0, op, l.args);
    judge_explore(what, look, &l);
}

START_TEST(explored)
{
    unsigned op = (unsigned)_i;
    judge_title(names[op]);
    judge_schedules(400);
    explore(op, 4, 2, UINT64_MAX, "two threads share four rounds");
    explore(op, 20, 2, 1, "two threads share 20 rounds that are alike");
}
END_TEST

/* --- how equal the shares are --------------------------------------------- */

/* The inputs are those that are hard for four threads, on however many cores
 * they are computed. */
static void shares_round(void *data, unsigned threads)
{
    enum { TEAM = 4 };
    static const size_t sizes[OP_COUNT] = {200000, 2000, 5000, 3000};
    static const unsigned dear[OP_COUNT] = {0, 0, 5000, 60000};
    const unsigned *op = data;
    struct loop l = make_loop(*op, sizes[*op], TEAM, UINT64_MAX, dear[*op]);
    l.args.threads = threads;
    judge_call(*op, l.args);
    look(&l);
}

START_TEST(shares)
{
    unsigned op = (unsigned)_i;
    judge_title(names[op]);
    judge_virtual(names[op], shares_round, &op);
}
END_TEST

Suite *exercise_suite(void)
{
    Suite *suite = suite_create("schedules");
    TCase *correct = judge_tcase(suite, "correct", "correct");
    tcase_add_loop_test(correct, edges, 0, OP_COUNT);
    tcase_add_loop_test(correct, equals, 0, OP_COUNT);
    tcase_add_loop_test(correct, together, 0, OP_COUNT);
    TCase *races = judge_tcase(suite, "race", "race");
    tcase_add_loop_test(races, race, 0, OP_COUNT);
    TCase *orders = judge_tcase(suite, "explore", "explore");
    tcase_add_loop_test(orders, explored, 0, OP_COUNT);
    TCase *equal = judge_tcase(suite, "shares", "shares");
    tcase_add_loop_test(equal, shares, 0, OP_COUNT);
    return suite;
}

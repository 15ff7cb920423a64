/*
 * collectives.c - judges the exercise `collectives`.
 *
 * The operator composes maps x -> a x + b modulo 2^64: associative, exact, and
 * never the same in another order.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "calls.h"
#include "mpi/ranks.h"

enum { MOST_RANKS = 64, MOST_CALLS = 16 };

struct item {
    uint64_t a, b;
};

static const char *const names[COLLECTIVES] = {
    [OP_BCAST] = "my_bcast",         [OP_REDUCE] = "my_reduce",
    [OP_ALLREDUCE] = "my_allreduce", [OP_SCAN] = "my_scan",
    [OP_ALLTOALLV] = "my_alltoallv",
};

struct collective {
    unsigned op, call;
    int count, root;
    struct item *given[MOST_RANKS];
    int give[MOST_RANKS][MOST_RANKS]; /* items of alltoallv: from, to */
};

struct program {
    unsigned ranks, count;
    struct collective list[MOST_CALLS];
};

static struct program program;

static void begin(unsigned ranks)
{
    for (unsigned i = 0; i < program.count; i++)
        for (unsigned r = 0; r < program.ranks; r++)
            free(program.list[i].given[r]);
    program.ranks = ranks;
    program.count = 0;
    ranks_begin(ranks);
}

static struct item *random_items(size_t count)
{
    struct item *items = malloc(count * sizeof *items + 1);
    for (size_t i = 0; i < count; i++)
        items[i] = (struct item){judge_random() | 1, judge_random()};
    return items;
}

static size_t sum_of(const int *counts, unsigned n, unsigned stride)
{
    size_t sum = 0;
    for (unsigned i = 0; i < n; i++)
        sum += (size_t)counts[i * stride];
    return sum;
}

/* give[], take[] and the items of one rank, as the driver reads them. */
static void add_uneven(struct collective *x, unsigned r)
{
    unsigned n = program.ranks;
    size_t head = (2 * n * sizeof(int) + 15) / 16 * 16;
    size_t items = sum_of(x->give[r], n, 1);
    char *bytes = calloc(1, head + items * sizeof(struct item));
    x->given[r] = random_items(items);
    for (unsigned k = 0; k < n; k++) {
        ((int *)bytes)[k] = x->give[r][k];
        ((int *)bytes)[n + k] = x->give[k][r];
    }
    memcpy(bytes + head, x->given[r], items * sizeof(struct item));
    ranks_in(x->call, r, bytes, head + items * sizeof(struct item));
    ranks_out(x->call, r,
              sum_of(&x->give[0][r], n, MOST_RANKS) * sizeof(struct item));
    free(bytes);
}

static void add(unsigned op, int count, unsigned root, bool reverse)
{
    struct collective *x = &program.list[program.count++];
    unsigned n = program.ranks;
    x->op = op;
    x->count = count;
    x->root = (int)(root % n);
    x->call = ranks_call(
        op, (struct collective_args){count, x->root, (int)program.ranks});
    if (reverse)
        ranks_reverse(x->call);
    for (unsigned r = 0; r < n && op == OP_ALLTOALLV; r++)
        for (unsigned k = 0; k < n; k++)
            x->give[r][k] = (int)judge_below((uint64_t)count + 1);
    for (unsigned r = 0; r < n; r++) {
        size_t bytes = (size_t)count * sizeof(struct item);
        if (op == OP_ALLTOALLV) {
            add_uneven(x, r);
            continue;
        }
        x->given[r] = random_items((size_t)count);
        bool has = op != OP_BCAST || (int)r == x->root;
        ranks_in(x->call, r, x->given[r], has ? bytes : 0);
        ranks_out(x->call, r, bytes);
    }
}

/* --- the oracle: one rank after the other --------------------------------- */

static struct item fold(const struct collective *x, unsigned ranks, int i)
{
    struct item all = {1, 0};
    for (unsigned r = 0; r < ranks; r++) {
        struct item next = x->given[r][i];
        all = (struct item){next.a * all.a, next.a * all.b + next.b};
    }
    return all;
}

static struct item expected(const struct collective *x, unsigned r, int i)
{
    switch (x->op) {
    case OP_BCAST:
        return x->given[x->root][i];
    case OP_SCAN:
        return fold(x, r + 1, i);
    default:
        return fold(x, program.ranks, i);
    }
}

static void expect_item(const struct collective *x, unsigned r, int i,
                        const struct item *got, struct item right)
{
    judge_expect(got->a == right.a && got->b == right.b,
                 "%s, %d items, root %d, on %u ranks: item %d of rank %u is "
                 "{%llx, %llx} and should be {%llx, %llx}",
                 names[x->op], x->count, x->root, program.ranks, i, r,
                 (unsigned long long)got->a, (unsigned long long)got->b,
                 (unsigned long long)right.a, (unsigned long long)right.b);
}

static void check_uneven(const struct collective *x, unsigned r)
{
    const struct item *got = ranks_got(x->call, r);
    int at = 0;
    for (unsigned k = 0; k < program.ranks; k++) {
        const struct item *sent = x->given[k] + sum_of(x->give[k], r, 1);
        for (int i = 0; i < x->give[k][r]; i++, at++)
            judge_expect(memcmp(&got[at], &sent[i], sizeof *got) == 0,
                         "my_alltoallv on %u ranks: item %d of rank %u is not "
                         "item %d of what rank %u has for it",
                         program.ranks, at, r, i, k);
    }
}

static void check_all(void *data)
{
    (void)data;
    for (unsigned k = 0; k < program.count; k++) {
        const struct collective *x = &program.list[k];
        for (unsigned r = 0; r < program.ranks; r++) {
            const struct item *got = ranks_got(x->call, r);
            if (x->op == OP_ALLTOALLV)
                check_uneven(x, r);
            else if (x->op != OP_REDUCE || (int)r == x->root)
                for (int i = 0; i < x->count; i++)
                    expect_item(x, r, i, &got[i], expected(x, r, i));
        }
    }
}

/* --- tests --------------------------------------------------------------- */

static void add_all(unsigned ranks)
{
    static const int counts[] = {3, 0, 17};
    begin(ranks);
    for (unsigned op = 0; op < COLLECTIVES; op++)
        for (unsigned c = 0; c < 3; c++)
            add(op, counts[c], c == 0 ? 0 : (unsigned)judge_below(ranks),
                c == 2);
}

START_TEST(as_one_after_the_other)
{
    static const unsigned ranks[] = {1, 2, 4, 7};
    char what[80];
    judge_title("what one rank after the other would give");
    for (size_t i = 0; i < sizeof ranks / sizeof *ranks; i++) {
        add_all(ranks[i]);
        snprintf(what, sizeof what, "collectives of %u rank%s", ranks[i],
                 ranks[i] == 1 ? "" : "s");
        ranks_run(what, check_all, NULL);
    }
}
END_TEST

START_TEST(no_luck_needed)
{
    judge_title("sends that wait for their receiver");
    begin(5);
    for (unsigned op = 0; op < COLLECTIVES; op++)
        add(op, 4, 3, false);
    ranks_orders("collectives of 5 ranks, with sends that wait", 4, check_all,
                 NULL);
}
END_TEST

static unsigned log2_up(unsigned n)
{
    unsigned log = 0;
    while (1u << log < n)
        log++;
    return log;
}

/* The figures of collectives.h. */
static struct ranks_figures least_of(unsigned op, unsigned n)
{
    bool power = (n & (n - 1)) == 0;
    unsigned up = log2_up(n), down = power ? up : up - 1;
    switch (op) {
    case OP_BCAST:
        return (struct ranks_figures){.rounds = up, .messages = n - 1};
    case OP_REDUCE:
        return (struct ranks_figures){.rounds = up + 1, .messages = n};
    case OP_ALLREDUCE:
        return (struct ranks_figures){.rounds = down + (power ? 0 : 2)};
    case OP_SCAN:
        return (struct ranks_figures){.rounds = up};
    default:
        return (struct ranks_figures){.rounds = n, .most = n};
    }
}

START_TEST(few_rounds)
{
    judge_title("rounds and messages on many ranks");
    for (unsigned op = 0; op < COLLECTIVES; op++)
        for (unsigned ranks = 64; ranks >= 41; ranks -= 23) {
            struct ranks_figures least = least_of(op, ranks);
            begin(ranks);
            add(op, 2, 5, false);
            ranks_count(names[op], &least, check_all, NULL);
        }
}
END_TEST

Suite *exercise_suite(void)
{
    Suite *suite = suite_create("collectives");
    tcase_add_test(judge_tcase(suite, "correct", "correct"),
                   as_one_after_the_other);
    tcase_add_test(judge_tcase(suite, "safe", "safe"), no_luck_needed);
    tcase_add_test(judge_tcase(suite, "count", "count"), few_rounds);
    return suite;
}

/* exchange.c - judges the exercise `exchange`. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "calls.h"
#include "mpi/ranks.h"

enum { MOST_RANKS = 64, MOST_CALLS = 16 };

static const char *const names[EXCHANGE_OPS] = {
    [OP_BLOCKING] = "ring_blocking",
    [OP_SENDRECV] = "ring_sendrecv",
    [OP_NONBLOCKING] = "ring_nonblocking",
    [OP_PAIRS] = "swap_pairs",
};

struct exchange {
    unsigned op, call;
    int count;
    double *block[MOST_RANKS]; /* what each rank gives */
};

struct program {
    unsigned ranks, count;
    struct exchange list[MOST_CALLS];
};

static struct program program;

static void begin(unsigned ranks)
{
    for (unsigned i = 0; i < program.count; i++)
        for (unsigned r = 0; r < program.ranks; r++)
            free(program.list[i].block[r]);
    program.ranks = ranks;
    program.count = 0;
    ranks_begin(ranks);
}

static void add(unsigned op, int count, bool reverse)
{
    struct exchange *x = &program.list[program.count++];
    size_t bytes = (size_t)count * sizeof(double);
    *x = (struct exchange){
        .op = op,
        .count = count,
        .call = ranks_call(op, (struct exchange_args){count}),
    };
    if (reverse)
        ranks_reverse(x->call);
    for (unsigned r = 0; r < program.ranks; r++) {
        x->block[r] = malloc(bytes + 1);
        for (int i = 0; i < count; i++)
            x->block[r][i] = ldexp((double)judge_random(), -40);
        ranks_in(x->call, r, x->block[r], bytes);
        ranks_out(x->call, r, bytes);
    }
}

static unsigned giver(unsigned op, unsigned r, unsigned ranks)
{
    if (op != OP_PAIRS)
        return (r + ranks - 1) % ranks;
    return (r ^ 1) < ranks ? r ^ 1 : r;
}

static void check_exchange(const struct exchange *x, unsigned ranks)
{
    for (unsigned r = 0; r < ranks; r++) {
        const double *got = ranks_got(x->call, r);
        unsigned from = giver(x->op, r, ranks);
        for (int i = 0; i < x->count; i++)
            judge_expect(memcmp(&got[i], &x->block[from][i], sizeof *got) == 0,
                         "%s, %d doubles on %u ranks: place %d of rank %u is "
                         "%g, and rank %u gave %g",
                         names[x->op], x->count, ranks, i, r, got[i], from,
                         x->block[from][i]);
    }
}

static void check_all(void *data)
{
    (void)data;
    for (unsigned i = 0; i < program.count; i++)
        check_exchange(&program.list[i], program.ranks);
}

static void add_all(unsigned ranks)
{
    static const int counts[] = {1, 0, 37};
    begin(ranks);
    for (unsigned op = 0; op < EXCHANGE_OPS; op++)
        for (size_t c = 0; c < sizeof counts / sizeof *counts; c++)
            add(op, counts[c], c == 2);
}

START_TEST(blocks_arrive)
{
    static const unsigned ranks[] = {1, 2, 5};
    char what[80];
    judge_title("every block where it belongs");
    for (size_t i = 0; i < sizeof ranks / sizeof *ranks; i++) {
        add_all(ranks[i]);
        snprintf(what, sizeof what, "exchanges of %u rank%s", ranks[i],
                 ranks[i] == 1 ? "" : "s");
        ranks_run(what, check_all, NULL);
    }
}
END_TEST

/* One at a time: a deadlock ends the program. */
START_TEST(no_luck_needed)
{
    char what[80];
    judge_title("sends that wait for their receiver");
    for (unsigned ranks = 3; ranks <= 4; ranks++) {
        begin(ranks);
        for (unsigned op = 0; op < EXCHANGE_OPS; op++)
            add(op, 5, false);
        snprintf(what, sizeof what,
                 "exchanges of %u ranks, with sends that wait", ranks);
        ranks_orders(what, 1, check_all, NULL);
    }
}
END_TEST

/* Ranks that wait for each other in a row need as many rounds as there are
 * ranks. A swap is one; a ring of receives and sends in turn is two. */
START_TEST(all_at_the_same_time)
{
    const unsigned ranks = MOST_RANKS;
    judge_title("rounds of an exchange");
    for (unsigned op = 0; op < EXCHANGE_OPS; op++) {
        begin(ranks);
        add(op, 10, false);
        ranks_count(names[op],
                    &(struct ranks_figures){.rounds = 2, .messages = ranks},
                    check_all, NULL);
    }
}
END_TEST

Suite *exercise_suite(void)
{
    Suite *suite = suite_create("exchange");
    tcase_add_test(judge_tcase(suite, "correct", "correct"), blocks_arrive);
    tcase_add_test(judge_tcase(suite, "safe", "safe"), no_luck_needed);
    tcase_add_test(judge_tcase(suite, "count", "count"), all_at_the_same_time);
    return suite;
}

/*
 * counter.c - judges the exercise `counter`.
 */
#include <stdio.h>

#include "calls.h"
#include "counter.h"
#include "judge.h"

static const char *const names[OP_COUNT] = {"count_mutex", "count_atomic",
                                            "count_private"};

/* The oracle: no threads, nothing clever. */
static size_t expected_total(const uint64_t *items, size_t n, unsigned limit)
{
    size_t total = 0;
    for (size_t i = 0; i < n; i++)
        total += counter_score(items[i]) < limit;
    return total;
}

/* A call, and its right answer. */
struct count {
    unsigned op;
    struct count_args args;
    size_t expected;
};

static struct count random_count(unsigned op, size_t n, unsigned limit,
                                 unsigned threads)
{
    uint64_t *items = judge_in(n * sizeof *items);
    size_t *total = judge_out(sizeof *total);
    for (size_t i = 0; i < n; i++)
        items[i] = judge_random();
    return (struct count){
        op, {items, n, limit, threads, total}, expected_total(items, n, limit)};
}

static void check_total(void *data)
{
    const struct count *c = data;
    const struct count_args *a = &c->args;
    size_t got = *judge_got(a->total);
    judge_expect(got == c->expected,
                 "%s(n = %zu, limit = %u, threads = %u) returned %zu; right is "
                 "%zu",
                 names[c->op], a->n, a->limit, a->threads, got, c->expected);
}

/* One call with random items, and a check of its result. */
static void check_count(unsigned op, size_t n, unsigned limit, unsigned threads)
{
    struct count c = random_count(op, n, limit, threads);
    judge_call(op, c.args);
    check_total(&c);
}

/* The last item just misses the limit: those that are left over when all have
 * got the same number are counted as all others. */
static void check_last(unsigned op, size_t n, unsigned threads)
{
    struct count c = random_count(op, n, 0, threads);
    c.args.limit = counter_score(c.args.items[n - 1]);
    c.expected = expected_total(c.args.items, n, c.args.limit);
    judge_call(op, c.args);
    check_total(&c);
    judge_forget();
}

START_TEST(edges)
{
    static const size_t sizes[] = {0, 1, 2, 3, 5, 16, 17, 255, 1000};
    judge_title("no items, few items, more threads than items");
    for (unsigned op = 0; op < OP_COUNT; op++)
        for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++)
            for (unsigned threads = 1; threads <= 16; threads += 3) {
                check_count(op, sizes[s], 512, threads);
                judge_forget();
            }
    for (unsigned op = 0; op < OP_COUNT; op++)
        for (size_t n = 1; n < 8; n++)
            check_last(op, n, 4);
}
END_TEST

START_TEST(many_threads)
{
    judge_title("sixty-four threads");
    for (unsigned op = 0; op < OP_COUNT; op++) {
        check_count(op, 1000, 512, 64);
        judge_forget();
    }
}
END_TEST

START_TEST(limits)
{
    static const unsigned limits[] = {0, 1, 16, 1000, 1023, 1024};
    judge_title("none, some and all of the items counted");
    for (unsigned op = 0; op < OP_COUNT; op++)
        for (size_t l = 0; l < sizeof limits / sizeof *limits; l++) {
            check_count(op, 5000 + judge_below(5000), limits[l], 4);
            judge_forget();
        }
}
END_TEST

START_TEST(together)
{
    const unsigned often = 10;
    judge_title("many items, all threads at the same total");
    for (unsigned op = 0; op < OP_COUNT; op++)
        for (unsigned i = 0; i < often; i++) {
            check_count(op, 100000, 1024, 2 + i % 7);
            judge_forget();
        }
}
END_TEST

START_TEST(same_place_new_items)
{
    judge_title("the same call again with other items");
    for (unsigned op = 0; op < OP_COUNT; op++) {
        size_t n = 20000;
        uint64_t *items = judge_in(n * sizeof *items);
        size_t *total = judge_out(sizeof *total);
        for (unsigned again = 0; again < 4; again++) {
            for (size_t i = 0; i < n; i++)
                items[i] = judge_random();
            size_t expected = expected_total(items, n, 300);
            judge_call(op, (struct count_args){items, n, 300, 3, total});
            judge_expect(*judge_got(total) == expected,
                         "%s returned %zu for new items in the same array; "
                         "right is %zu",
                         names[op], *judge_got(total), expected);
        }
        judge_forget();
    }
}
END_TEST

START_TEST(race)
{
    judge_title("four threads count 400 items");
    check_count((unsigned)_i, 400, 1024, 4);
    judge_forget();
    check_count((unsigned)_i, 100, 512, 4); /* what is done with no hit, too */
}
END_TEST

/* Everything is a hit: each thread adds, and in each schedule it may be
 * stopped between reading the total and writing it. */
static void explore(unsigned op, size_t n, unsigned threads, const char *what)
{
    struct count c = random_count(op, n, 1024, threads);
    judge_does(0, op, c.args);
    judge_explore(what, check_total, &c);
}

START_TEST(explored)
{
    unsigned op = (unsigned)_i;
    judge_title(names[op]);
    judge_schedules(700);
    explore(op, 4, 2, "two threads count two items each");
    explore(op, 3, 3, "three threads count an item each");
}
END_TEST

static void speed_round(void *data, unsigned threads)
{
    const unsigned *op = data;
    unsigned limit = *op == OP_COUNT_PRIVATE ? 1000 : 1;
    check_count(*op, 2000000, limit, threads);
}

START_TEST(speed)
{
    unsigned op = (unsigned)_i;
    judge_title(names[op]);
    judge_speed(names[op], speed_round, &op);
}
END_TEST

Suite *exercise_suite(void)
{
    Suite *suite = suite_create("counter");
    TCase *correct = judge_tcase(suite, "correct", "correct");
    tcase_add_test(correct, edges);
    tcase_add_test(correct, many_threads);
    tcase_add_test(correct, limits);
    tcase_add_test(correct, together);
    tcase_add_test(correct, same_place_new_items);
    TCase *races = judge_tcase(suite, "race", "race");
    tcase_add_loop_test(races, race, 0, OP_COUNT);
    TCase *orders = judge_tcase(suite, "explore", "explore");
    tcase_add_loop_test(orders, explored, 0, OP_COUNT);
    TCase *fast = judge_tcase(suite, "speed", "speed");
    tcase_add_loop_test(fast, speed, 0, OP_COUNT);
    return suite;
}

/*
 * let-go.c - judges the exercise `let-go`.
 */
#include <stdio.h>
#include <string.h>

#include "calls.h"
#include "judge.h"
#include "work.h"

static const char *const names[] = {"native_nap",    "native_digest",
                                    "native_median", "native_mend",
                                    "append",        "sum"};

static int64_t median_of(int64_t seed, int64_t n)
{
    int64_t numbers[1000];
    work_fill(numbers, (size_t)n, seed);
    work_sort(numbers, (size_t)n);
    return numbers[n / 2];
}

static int64_t right_of(enum function function, int64_t x, int64_t y)
{
    return function == NAP      ? x
           : function == DIGEST ? work_rounds(x, y)
                                : median_of(x, y);
}

static void make(const int64_t *values, size_t n)
{
    int64_t *items = judge_in((n + 1) * sizeof *items);
    memcpy(items, values, n * sizeof *items);
    judge_call(OP_NEW, (struct new_args){items, n});
}

static struct run_args prepare(int64_t x, int64_t y)
{
    return (struct run_args){x, y, judge_out(sizeof(int64_t)),
                             judge_out(sizeof(size_t)), judge_out(ERROR_MOST)};
}

static void tell(unsigned puppet, unsigned op, struct run_args a)
{
    judge_tell(puppet, op, a);
}

static void does(unsigned thread, unsigned op, struct run_args a)
{
    judge_does(thread, op, a);
}

static struct list_args prepare_list(size_t most)
{
    return (struct list_args){judge_out((most + 1) * sizeof(int64_t)), most,
                              judge_out(sizeof(size_t)),
                              judge_out(sizeof(size_t))};
}

static void expect_no_misuse(const size_t *misuse)
{
    judge_expect(*judge_got(misuse) == 0,
                 "the lock was dropped by a thread that did not hold it, or "
                 "taken by one that did; a native function returns with the "
                 "lock held, on every path");
}

static void expect_list(struct list_args a, const int64_t *right, size_t n)
{
    expect_no_misuse(a.misuse);
    judge_expect(*judge_got(a.n) == n, "the list has %zu items; right is %zu",
                 *judge_got(a.n), n);
    for (size_t i = 0; i < n; i++)
        judge_expect(judge_got(a.items)[i] == right[i],
                     "item %zu of the list is %lld; right is %lld", i,
                     (long long)judge_got(a.items)[i], (long long)right[i]);
}

/* --- one thread ------------------------------------------------------------
 */

static void check_result(enum function function, int64_t x, int64_t y)
{
    struct run_args a = prepare(x, y);
    judge_call(OP_NAP + (unsigned)function, a);
    judge_expect(*judge_got(a.failed) == 0, "%s(%lld, %lld) failed: %.100s",
                 names[function], (long long)x, (long long)y,
                 judge_got(a.error));
    int64_t right = right_of(function, x, y);
    judge_expect(*judge_got(a.result) == right,
                 "%s(%lld, %lld) is %lld; right is %lld", names[function],
                 (long long)x, (long long)y, (long long)*judge_got(a.result),
                 (long long)right);
}

START_TEST(results)
{
    judge_title("every function has its result");
    make(NULL, 0);
    for (int64_t i = 0; i < 20; i++) {
        int64_t x = (int64_t)judge_below(1u << 30);
        check_result(NAP, i * 10, 0);
        check_result(DIGEST, x, (int64_t)judge_below(1000));
        check_result(MEDIAN, x, 1 + (int64_t)judge_below(200));
    }
    struct list_args l = prepare_list(0);
    judge_call(OP_LIST, l);
    expect_list(l, NULL, 0);
}
END_TEST

START_TEST(mended)
{
    int64_t items[50];
    judge_title("every item of a list is mended");
    for (size_t n = 0; n <= 50; n += 10) {
        for (size_t i = 0; i < n; i++)
            items[i] = (int64_t)judge_below(1u << 30);
        make(items, n);
        struct run_args a = prepare(0, 7);
        judge_call(OP_MEND, a);
        judge_expect(*judge_got(a.failed) == 0 &&
                         *judge_got(a.result) == (int64_t)n,
                     "native_mend of a list of %zu items returned %lld", n,
                     (long long)*judge_got(a.result));
        for (size_t i = 0; i < n; i++)
            items[i] = work_rounds(items[i], 7);
        struct list_args l = prepare_list(n);
        judge_call(OP_LIST, l);
        expect_list(l, items, n);
        judge_forget();
    }
}
END_TEST

static void check_error(unsigned op, int64_t x, int64_t y, const char *right)
{
    struct run_args a = prepare(x, y);
    judge_call(op, a);
    judge_expect(*judge_got(a.failed) == 1 &&
                     strstr(judge_got(a.error), right) != NULL,
                 "%s(%lld, %lld) must fail with \"%s\"", names[op - OP_NAP],
                 (long long)x, (long long)y, right);
    struct list_args l = prepare_list(0);
    judge_call(OP_LIST, l);
    expect_list(l, NULL, 0);
}

START_TEST(errors)
{
    judge_title("a function that fails returns with the lock held, too");
    make(NULL, 0);
    for (int i = 0; i < 2; i++) {
        check_error(OP_NAP, -1, 0, "the time is negative");
        check_error(OP_DIGEST, 1, -5, "the number of rounds is negative");
        check_error(OP_MEDIAN, 1, 0, "no number in the middle");
        check_error(OP_MEDIAN, 1, (int64_t)1 << 58, "memory");
    }
}
END_TEST

/* --- several ---------------------------------------------------------------
 */

static struct team_args prepare_team(enum function function, unsigned threads,
                                     size_t n, int64_t first, int64_t y)
{
    return (struct team_args){function,
                              threads,
                              n,
                              first,
                              y,
                              judge_out(sizeof(int64_t)),
                              judge_out(sizeof(size_t))};
}

/* Naps get longer from one microsecond on. */
static void check_team(enum function function, unsigned threads, size_t n,
                       int64_t y)
{
    int64_t first = function == NAP ? 1 : 1 + (int64_t)judge_below(1u << 30);
    struct team_args a = prepare_team(function, threads, n, first, y);
    uint64_t right = 0;
    for (size_t i = 0; i < n; i++)
        right += (uint64_t)right_of(function, first + (int64_t)i, y);
    judge_call(OP_TEAM, a);
    judge_expect(*judge_got(a.sum) == (int64_t)right,
                 "%zu calls of %s by %u threads: a result is wrong", n,
                 names[function], threads);
    expect_no_misuse(a.misuse);
}

START_TEST(teams)
{
    judge_title("threads get the same results");
    for (unsigned threads = 1; threads <= 8; threads *= 2) {
        check_team(NAP, threads, 64, 0);
        check_team(DIGEST, threads, 200, 300);
        check_team(MEDIAN, threads, 100, 50);
        judge_forget();
    }
}
END_TEST

START_TEST(race)
{
    judge_title("three threads use all of the functions");
    make((const int64_t[]){1, 2, 3}, 3);
    judge_puppets(3);
    for (int i = 0; i < 4; i++) {
        tell(0, OP_MEND, prepare(0, 3));
        tell(1, OP_APPEND, prepare(0, i));
        tell(2, OP_MEND, prepare(0, 5));
        for (unsigned puppet = 0; puppet < 3; puppet++)
            judge_await(puppet);
    }
    judge_puppets(0);
    check_team(DIGEST, 3, 9, 5);
    check_team(MEDIAN, 3, 9, 5);
}
END_TEST

/* --- explored --------------------------------------------------------------
 */

struct scene {
    struct list_args list;
    int64_t right[3];
    size_t n;
    int64_t *sum; /* of two items, seen meanwhile */
};

static void check_seen(void *data)
{
    const struct scene *s = data;
    int64_t before = 10 + 20, after = s->right[0] + s->right[1];
    int64_t got = *judge_got(s->sum);
    expect_list(s->list, s->right, s->n);
    judge_expect(got == before || got == after,
                 "another thread has seen the list with some of its items "
                 "mended and some not");
}

static void check_scene(void *data)
{
    const struct scene *s = data;
    expect_list(s->list, s->right, s->n);
}

START_TEST(explored_mend)
{
    struct scene s = {{0}, {work_rounds(10, 3), work_rounds(20, 3)}, 2, NULL};
    judge_title("a list is mended in one step");
    int64_t *items = judge_in(2 * sizeof *items);
    items[0] = 10;
    items[1] = 20;
    judge_before(OP_NEW, (struct new_args){items, 2});
    does(0, OP_MEND, prepare(0, 1));
    does(1, OP_MEND, prepare(0, 2));
    s.list = prepare_list(3);
    judge_after(OP_LIST, s.list);
    judge_explore("two threads mend the same list", check_scene, &s);
}
END_TEST

START_TEST(explored_sum)
{
    struct scene s = {{0}, {work_rounds(10, 1), work_rounds(20, 1)}, 2, NULL};
    judge_title("nobody sees a list that is half mended");
    int64_t *items = judge_in(2 * sizeof *items);
    items[0] = 10;
    items[1] = 20;
    struct run_args sum = prepare(0, 0);
    s.sum = sum.result;
    judge_before(OP_NEW, (struct new_args){items, 2});
    does(0, OP_MEND, prepare(0, 1));
    judge_does(1, OP_SUM, sum);
    s.list = prepare_list(3);
    judge_after(OP_LIST, s.list);
    judge_explore("one mends a list, one adds up its items", check_seen, &s);
}
END_TEST

/* What another thread has put in and then looked at. */
static void check_appended(void *data)
{
    struct scene *s = data;
    int64_t before = 10 + 20, after = s->right[0] + s->right[1];
    int64_t got = *judge_got(s->sum), last = judge_got(s->list.items)[2];
    int64_t mended = work_rounds(30, 1);
    s->right[2] = last == mended ? mended : 30;
    expect_list(s->list, s->right, s->n);
    judge_expect(got == after || (got == before && last == mended),
                 "another thread has put an item in and then seen the list as "
                 "it was before native_mend, and the item was not mended: "
                 "native_mend has looked at the list before that and changed "
                 "it afterwards");
}

START_TEST(explored_append)
{
    struct scene s = {{0}, {work_rounds(10, 1), work_rounds(20, 1)}, 3, NULL};
    judge_title("nobody gets in between look and change");
    int64_t *items = judge_in(2 * sizeof *items);
    items[0] = 10;
    items[1] = 20;
    struct run_args sum = prepare(0, 0);
    s.sum = sum.result;
    judge_before(OP_NEW, (struct new_args){items, 2});
    does(0, OP_MEND, prepare(0, 1));
    does(1, OP_APPEND, prepare(0, 30));
    judge_does(1, OP_SUM, sum);
    s.list = prepare_list(3);
    judge_after(OP_LIST, s.list);
    judge_explore("one mends a list, one puts an item in and adds up",
                  check_appended, &s);
}
END_TEST

START_TEST(explored_apart)
{
    struct scene s = {{0}, {work_rounds(10, 2)}, 1, NULL};
    judge_title("functions are not in each other's way");
    int64_t *items = judge_in(sizeof *items);
    items[0] = 10;
    judge_before(OP_NEW, (struct new_args){items, 1});
    does(0, OP_MEND, prepare(0, 2));
    does(1, OP_MEDIAN, prepare(3, 2));
    does(2, OP_MEDIAN, prepare(1, 2));
    s.list = prepare_list(3);
    judge_after(OP_LIST, s.list);
    judge_explore("one mends a list, two compute", check_scene, &s);
}
END_TEST

/* --- what it brings --------------------------------------------------------
 */

struct size {
    enum function function;
    size_t n;
    int64_t y;
};

static void round_of(void *data, unsigned threads)
{
    const struct size *s = data;
    check_team(s->function, threads, s->n, s->y);
}

/* By a clock that is computed: a busy machine cannot make it longer. */
START_TEST(sleeps)
{
    const int64_t us = 300 + (int64_t)judge_below(300);
    judge_title("a nap is as long as it should be");
    struct team_args a = prepare_team(NAP, 1, 1, us, 0);
    double ns = judge_time(1, OP_TEAM, a);
    judge_expect(ns >= 1e3 * (double)us,
                 "native_nap(%lld) was back after %.0f microseconds",
                 (long long)us, ns / 1e3);
}
END_TEST

/* A core is free for the others as long as one sleeps; then one core is as good
 * as four. Who keeps the lock is as slow on four, and is told of that. */
START_TEST(sleeps_without_a_core)
{
    enum { SLEEPERS = 4 };
    const int64_t us = 1000 + (int64_t)judge_below(1000);
    judge_title("who naps uses no core");
    const double late = 2e3 * (double)us;
    struct team_args a = prepare_team(NAP, SLEEPERS, SLEEPERS, us, 0);
    double shared = judge_time(1, OP_TEAM, a);
    double apart = judge_time(SLEEPERS, OP_TEAM, a);
    if (shared > late && apart < late)
        judge_fail(CAUSE_BUSY,
                   "%d threads that share a core called native_nap(%lld) at "
                   "the same time, and the last was back after %.0f "
                   "microseconds, with a core for each after %.0f: who sleeps "
                   "leaves the core to others",
                   SLEEPERS, (long long)us, shared / 1e3, apart / 1e3);
}
END_TEST

START_TEST(together)
{
    static struct size sizes[] = {
        {NAP, 640, 0}, {DIGEST, 64, 20000}, {MEDIAN, 64, 400}};
    struct size *s = &sizes[_i];
    judge_title("the lock is given up during the work");
    judge_virtual(names[s->function], round_of, s);
}
END_TEST

Suite *exercise_suite(void)
{
    Suite *suite = suite_create("let-go");
    TCase *correct = judge_tcase(suite, "correct", "correct");
    tcase_add_test(correct, results);
    tcase_add_test(correct, mended);
    tcase_add_test(correct, errors);
    tcase_add_test(correct, teams);
    tcase_add_test(judge_tcase(suite, "race", "race"), race);
    TCase *orders = judge_tcase(suite, "explore", "explore");
    tcase_add_test(orders, explored_mend);
    tcase_add_test(orders, explored_sum);
    tcase_add_test(orders, explored_append);
    tcase_add_test(orders, explored_apart);
    TCase *speed = judge_tcase(suite, "together", "together");
    tcase_add_test(speed, sleeps);
    tcase_add_test(speed, sleeps_without_a_core);
    tcase_add_loop_test(speed, together, 0, 3);
    return suite;
}

/*
 * cache-line.c - judges the exercise `cache-line`.
 */
#include <stdio.h>

#include "calls.h"
#include "judge.h"
#include "weigh.h"

static uint64_t *random_items(size_t n)
{
    uint64_t *items = judge_in(n * sizeof *items);
    for (size_t i = 0; i < n; i++)
        items[i] = judge_random();
    return items;
}

static uint64_t sum(const uint64_t *amounts, size_t n)
{
    uint64_t total = 0;
    for (size_t i = 0; i < n; i++)
        total += amounts[i];
    return total;
}

static uint64_t weight(const uint64_t *items, size_t n)
{
    uint64_t total = 0;
    for (size_t i = 0; i < n; i++)
        total += tally_weigh(items[i]);
    return total;
}

/* --- a whole tally ---------------------------------------------------------
 */

static void check_whole(size_t n, unsigned threads)
{
    uint64_t *items = random_items(n);
    uint64_t *total = judge_out(sizeof *total);
    judge_call(OP_WHOLE, (struct whole_args){items, n, threads, total});
    uint64_t right = weight(items, n), got = *judge_got(total);
    judge_expect(
        got == right,
        "after %zu additions by %u threads the total is %llu; right is "
        "%llu",
        n, threads, (unsigned long long)got, (unsigned long long)right);
}

START_TEST(edges)
{
    static const size_t sizes[] = {0, 1, 2, 3, 15, 16, 17, 1000};
    judge_title("no items, few items, up to 64 threads");
    for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++)
        for (unsigned threads = 1; threads <= 64; threads *= 4) {
            check_whole(sizes[s], threads);
            judge_forget();
        }
}
END_TEST

START_TEST(together)
{
    judge_title("all threads add at the same time");
    for (unsigned i = 0; i < 8; i++) {
        check_whole(200000, 2 + i);
        judge_forget();
    }
}
END_TEST

/* --- step by step ----------------------------------------------------------
 */

static void add(unsigned puppet, unsigned tally, unsigned rank, uint64_t amount)
{
    uint64_t *copy = judge_in(sizeof *copy);
    *copy = amount;
    judge_tell(puppet, OP_ADD, (struct add_args){tally, rank, copy, 1});
    judge_await(puppet);
}

static void expect(unsigned tally, uint64_t right, const char *when)
{
    uint64_t *total = judge_out(sizeof *total);
    judge_tell(3, OP_READ, (struct read_args){tally, total, 1});
    judge_await(3);
    uint64_t got = *judge_got(total);
    judge_expect(got == right, "%s tally_read returned %llu; right is %llu",
                 when, (unsigned long long)got, (unsigned long long)right);
}

START_TEST(steps)
{
    uint64_t total = 0;
    judge_title("every addition that is over is in the total");
    judge_call(OP_NEW, (struct new_args){0, 16});
    judge_puppets(4);
    expect(0, 0, "before the first addition");
    for (unsigned i = 0; i < 200; i++) {
        uint64_t amount = judge_below(1000);
        /* a rank is not always used by the same thread */
        add(i % 3, 0, (unsigned)judge_below(16), amount);
        total += amount;
        if (i % 7 == 0)
            expect(0, total, "right after an addition");
    }
    expect(0, total, "after the last addition");
    add(0, 0, 15, UINT64_MAX);
    expect(0, total - 1, "after the total has wrapped round");
    judge_puppets(0);
}
END_TEST

START_TEST(apart)
{
    uint64_t total[TALLIES] = {0};
    judge_title("several tallies at a time");
    for (unsigned t = 0; t < TALLIES; t++)
        judge_call(OP_NEW, (struct new_args){t, 1 + 5 * t});
    judge_puppets(4);
    for (unsigned i = 0; i < 100; i++) {
        unsigned t = i % TALLIES;
        total[t] += i;
        add(i % 3, t, (unsigned)judge_below(1 + 5 * t), i);
        expect(t, total[t], "with several tallies");
    }
    judge_puppets(0);
    judge_call(OP_FREE, (struct free_args){1});
    judge_call(OP_NEW, (struct new_args){1, 3});
    judge_puppets(4);
    expect(1, 0, "a new one in the place of an old one:");
    expect(2, total[2], "after another one was freed");
    judge_puppets(0);
}
END_TEST

/* --- read while others add -------------------------------------------------
 */

/* Three puppets add, one reads all the time. */
static void check_watched(size_t n, size_t reads)
{
    uint64_t *amounts = judge_in(n * sizeof *amounts);
    uint64_t *totals = judge_out(reads * sizeof *totals), before = 0;
    for (size_t i = 0; i < n; i++)
        amounts[i] = 1 + judge_below(1000);
    judge_call(OP_NEW, (struct new_args){0, 3});
    judge_puppets(4);
    for (unsigned p = 0; p < 3; p++)
        judge_tell(p, OP_ADD, (struct add_args){0, p, amounts, n});
    judge_tell(3, OP_READ, (struct read_args){0, totals, reads});
    for (unsigned p = 0; p < 4; p++)
        judge_await(p);
    uint64_t all = 3 * sum(amounts, n);
    const uint64_t *got = judge_got(totals);
    for (size_t i = 0; i < reads; i++) {
        judge_expect(got[i] <= all, "tally_read returned more than was added");
        judge_expect(got[i] >= before,
                     "tally_read returned %llu and then %llu, and nothing was "
                     "taken away",
                     (unsigned long long)before, (unsigned long long)got[i]);
        before = got[i];
    }
    expect(0, all, "when all had added");
    judge_puppets(0);
}

START_TEST(watched)
{
    judge_title("read all the time while three threads add");
    check_watched(100000, 2000);
}
END_TEST

START_TEST(race)
{
    judge_title("three threads add, one reads");
    check_watched(50, 20);
}
END_TEST

START_TEST(race_team)
{
    judge_title("a team of four");
    check_whole(100, 4);
}
END_TEST

/* --- explored --------------------------------------------------------------
 */

struct scene {
    uint64_t *during, *after;
};

/* A read has what was over before it, and nothing that began after it. */
static void check_scene(void *data)
{
    const struct scene *s = data;
    const struct judge_event *events;
    size_t n = judge_history(&events);
    for (size_t r = 0; r < n; r++) {
        uint64_t least = 0, most = 0;
        if (events[r].op != OP_READ)
            continue;
        for (size_t i = 0; i < n; i++) {
            const struct add_args *a = events[i].args;
            if (events[i].op != OP_ADD)
                continue;
            uint64_t amount = sum(a->amounts, a->n);
            least += events[i].end < events[r].begin ? amount : 0;
            most += events[i].begin < events[r].end ? amount : 0;
        }
        uint64_t got =
            events[r].thread < 0 ? *judge_got(s->after) : *judge_got(s->during);
        judge_expect(got >= least && got <= most,
                     "tally_read returned %llu; %llu had been added before it "
                     "was called, and %llu before it returned",
                     (unsigned long long)got, (unsigned long long)least,
                     (unsigned long long)most);
    }
}

/* Pairs of ranks that clever ways to save places might put together. */
static const unsigned pairs[][2] = {{0, 1}, {3, 11}, {31, 63}};

/* Both halves of a total change with the addition that is watched: whoever
 * writes or reads them one by one is seen between them. */
START_TEST(explored)
{
    const unsigned *rank = pairs[_i];
    struct scene s = {judge_out(sizeof *s.during), judge_out(sizeof *s.after)};
    uint64_t *amounts = judge_in(3 * sizeof *amounts);
    amounts[0] = 1;
    amounts[1] = 10;
    amounts[2] = UINT32_MAX;
    judge_title("two threads add, one reads, in every order");
    judge_before(OP_NEW, (struct new_args){0, rank[1] + 1});
    for (unsigned i = 0; i < 2; i++)
        judge_before(OP_ADD, (struct add_args){0, rank[i], &amounts[2], 1});
    judge_does(0, OP_ADD, (struct add_args){0, rank[0], &amounts[0], 1});
    judge_does(1, OP_ADD, (struct add_args){0, rank[1], &amounts[1], 1});
    judge_does(2, OP_READ, (struct read_args){0, s.during, 1});
    judge_after(OP_READ, (struct read_args){0, s.after, 1});
    judge_explore("two add, one reads", check_scene, &s);
}
END_TEST

/* --- speed -----------------------------------------------------------------
 */

static void speed_round(void *data, unsigned threads)
{
    const size_t *n = data;
    check_whole(*n, threads);
}

START_TEST(speed)
{
    size_t n = 400000;
    judge_title("400,000 additions");
    judge_speed("tally_add", speed_round, &n);
}
END_TEST

START_TEST(lines)
{
    size_t n = 40000;
    judge_title("cache lines that move");
    judge_virtual("tally_add", speed_round, &n);
}
END_TEST

Suite *exercise_suite(void)
{
    Suite *suite = suite_create("cache-line");
    TCase *correct = judge_tcase(suite, "correct", "correct");
    tcase_add_test(correct, edges);
    tcase_add_test(correct, steps);
    tcase_add_test(correct, apart);
    tcase_add_test(correct, together);
    tcase_add_test(correct, watched);
    TCase *races = judge_tcase(suite, "race", "race");
    tcase_add_test(races, race);
    tcase_add_test(races, race_team);
    tcase_add_loop_test(judge_tcase(suite, "explore", "explore"), explored, 0,
                        sizeof pairs / sizeof *pairs);
    tcase_add_test(judge_tcase(suite, "speed", "speed"), speed);
    tcase_add_test(judge_tcase(suite, "lines", "lines"), lines);
    return suite;
}

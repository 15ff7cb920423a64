/* farm.c - judges the exercise `farm`. */
#include <stdio.h>
#include <stdlib.h>

#include "calls.h"
#include "mpi/ranks.h"

enum { MOST_TASKS = 400, MOST_CALLS = 8 };

struct farming {
    unsigned ranks, call;
    int count;
    struct farm_args args;
    uint64_t task[MOST_TASKS];
};

static struct farming list[MOST_CALLS];
static unsigned farmings;

/* Long tasks lie where they hurt: in the share of one worker, for those who
 * deal tasks like cards and for those who cut them into blocks. */
static uint64_t task_for(const struct farming *f, int i)
{
    int workers = f->ranks > 1 ? (int)f->ranks - 1 : 1;
    bool is_long = i % workers == 0 || i < f->count / workers;
    uint64_t task;
    do
        task = judge_random();
    while (is_long != (farm_cost(task, f->args.secret) > 1));
    return task;
}

static struct farming *add(unsigned ranks, int count, bool reverse)
{
    struct farming *f = &list[farmings++];
    f->ranks = ranks;
    f->count = count;
    f->args = (struct farm_args){count, judge_random(), 1e-3};
    f->call = ranks_call(OP_FARM, f->args);
    if (reverse)
        ranks_reverse(f->call);
    for (int i = 0; i < count; i++)
        f->task[i] = task_for(f, i);
    if (count > 2 && count < MOST_TASKS) { /* no number means "go home" */
        f->task[1] = 0;
        f->task[2] = UINT64_MAX;
    }
    ranks_in(f->call, 0, f->task, (size_t)count * sizeof f->task[0]);
    for (unsigned r = 0; r < ranks; r++)
        ranks_out(f->call, r,
                  (1 + (r == 0 ? (size_t)count : 0)) * sizeof(uint64_t));
    return f;
}

static void begin(unsigned ranks)
{
    ranks_begin(ranks);
    farmings = 0;
}

static void check_farming(const struct farming *f)
{
    const uint64_t *got = ranks_got(f->call, 0);
    for (int i = 0; i < f->count; i++)
        judge_expect(got[1 + i] == farm_result(f->task[i], f->args.secret),
                     "%d tasks on %u ranks: result %d is not that of task %d",
                     f->count, f->ranks, i, i);
    judge_expect(f->ranks == 1 || got[0] == 0,
                 "rank 0 of %u has done tasks itself", f->ranks);
    uint64_t done = 0;
    for (unsigned r = 0; r < f->ranks; r++)
        done += *(const uint64_t *)ranks_got(f->call, r);
    judge_expect(done == (uint64_t)f->count, "%d tasks were done %llu times",
                 f->count, (unsigned long long)done);
}

static void check_all(void *data)
{
    (void)data;
    for (unsigned i = 0; i < farmings; i++)
        check_farming(&list[i]);
}

START_TEST(every_task_once)
{
    static const unsigned ranks[] = {1, 2, 5};
    static const int counts[] = {9, 0, 1, 3};
    char what[80];
    judge_title("every task is done, once, and not by rank 0");
    for (size_t i = 0; i < sizeof ranks / sizeof *ranks; i++) {
        begin(ranks[i]);
        for (size_t c = 0; c < sizeof counts / sizeof *counts; c++)
            add(ranks[i], counts[c], c == 3);
        snprintf(what, sizeof what, "9, 0, 1 and 3 tasks on %u rank%s",
                 ranks[i], ranks[i] == 1 ? "" : "s");
        ranks_run(what, check_all, NULL);
    }
}
END_TEST

START_TEST(whoever_is_ready_first)
{
    judge_title("whichever worker is ready first");
    begin(3);
    add(3, 3, false);
    ranks_orders("3 tasks on 3 ranks", 8, check_all, NULL);
}
END_TEST

/* No way of handing out in this order ends later, whatever the costs: all work
 * shared equally, and the longest task at the end. */
static double latest_end(const struct farming *f)
{
    double sum = 0, longest = 0, workers = f->ranks - 1;
    for (int i = 0; i < f->count; i++) {
        double cost = farm_cost(f->task[i], f->args.secret);
        sum += cost;
        longest = cost > longest ? cost : longest;
    }
    return f->args.unit * (sum / workers + longest * (workers - 1) / workers);
}

START_TEST(nobody_is_idle)
{
    judge_title("work for everybody until the end");
    begin(9);
    const struct farming *f = add(9, MOST_TASKS, false);
    ranks_count("farm", &(struct ranks_figures){.seconds = latest_end(f)},
                check_all, NULL);
    begin(33);
    f = add(33, MOST_TASKS, false);
    ranks_count("farm", &(struct ranks_figures){.seconds = latest_end(f)},
                check_all, NULL);
}
END_TEST

Suite *exercise_suite(void)
{
    Suite *suite = suite_create("farm");
    tcase_add_test(judge_tcase(suite, "correct", "correct"), every_task_once);
    tcase_add_test(judge_tcase(suite, "order", "order"),
                   whoever_is_ready_first);
    tcase_add_test(judge_tcase(suite, "idle", "idle"), nobody_is_idle);
    return suite;
}

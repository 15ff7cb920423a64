/*
 * atomic-but-wrong.c - judges the exercise `atomic-but-wrong`.
 *
 * How it works.  "correct" uses the vault so that nobody gets into anybody's
 * way: there are coins enough, and nobody looks while others work.  What may
 * happen in between is for "holds": after each schedule the judge looks for
 * an order of the calls, one after the other, that gives the same results.
 * If there is none, somebody has seen the vault in the middle of a change.
 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "calls.h"
#include "judge.h"
#include "linear.h"

enum { BOXES_MOST = 8 };

/* --- what a vault is to do, one call at a time ---------------------------- */

struct model {
    unsigned boxes;
    int64_t coins[BOXES_MOST];
};

static void model_make(struct model *m, unsigned boxes, int64_t coins)
{
    m->boxes = boxes;
    for (unsigned i = 0; i < boxes; i++)
        m->coins[i] = coins;
}

static int64_t model_take(struct model *m, const struct use_args *a)
{
    if (m->coins[a->from] < a->coins)
        return 0;
    m->coins[a->from] -= a->coins;
    return (int64_t)vault_stamp(a->from, a->coins);
}

static int64_t model_move(struct model *m, const struct use_args *a)
{
    if (m->coins[a->from] < a->coins)
        return 0;
    m->coins[a->from] -= a->coins;
    m->coins[a->to] += a->coins;
    return 1;
}

static int64_t model_sum(const struct model *m)
{
    int64_t sum = 0;
    for (unsigned i = 0; i < m->boxes; i++)
        sum += m->coins[i];
    return sum;
}

/* What the call returns, and the vault after it. */
static int64_t model_use(struct model *m, unsigned op, const struct use_args *a)
{
    return op == OP_TAKE    ? model_take(m, a)
           : op == OP_MOVE  ? model_move(m, a)
           : op == OP_COINS ? m->coins[a->from]
                            : model_sum(m);
}

/* "vault_take(0, 3) returned a stamp" */
static size_t tell_call(char *text, size_t size, unsigned op,
                        const struct use_args *a, int64_t result)
{
    bool right_stamp = result == (int64_t)vault_stamp(a->from, a->coins);
    char number[32];
    snprintf(number, sizeof number, "%" PRId64, result);
    const char *truth = result == 0 ? "false" : result == 1 ? "true" : number;
    const char *stamp = result == 0   ? "0"
                        : right_stamp ? "the stamp"
                                      : "what is not its stamp";
    int n =
        op == OP_TAKE
            ? snprintf(text, size, "vault_take(%u, %" PRId64 ") gave %s",
                       a->from, a->coins, stamp)
        : op == OP_MOVE
            ? snprintf(text, size, "vault_move(%u, %u, %" PRId64 ") gave %s",
                       a->from, a->to, a->coins, truth)
        : op == OP_COINS
            ? snprintf(text, size, "vault_coins(%u) gave %s", a->from, number)
            : snprintf(text, size, "vault_sum() gave %s", number);
    return (size_t)n < size ? (size_t)n : size;
}

/* --- one step at a time --------------------------------------------------- */

static void step(unsigned vault, struct model *m)
{
    char call[160], right[160];
    unsigned op = OP_TAKE + (unsigned)judge_below(4);
    struct use_args a = {
        vault, (unsigned)judge_below(m->boxes), (unsigned)judge_below(m->boxes),
        1 + (int64_t)judge_below(30), judge_out(sizeof *a.result)};
    if (judge_below(4) == 0 && m->coins[a.from] > 0)
        a.coins = m->coins[a.from] + (int64_t)judge_below(2);
    int64_t wanted = model_use(m, op, &a);
    judge_call(op, a);
    tell_call(call, sizeof call, op, &a, *judge_got(a.result));
    tell_call(right, sizeof right, op, &a, wanted);
    judge_expect(*judge_got(a.result) == wanted,
                 "%s; one call after the other, %s", call, right);
}

START_TEST(steps)
{
    struct model model[VAULTS];
    const unsigned often = 200;
    judge_title("two vaults, one thread, one call after the other");
    for (unsigned v = 0; v < VAULTS; v++) {
        unsigned boxes = 1 + 3 * v;
        model_make(&model[v], boxes, 100);
        judge_call(OP_NEW, (struct new_args){v, boxes, 100});
    }
    for (unsigned i = 0; i < often; i++) {
        unsigned vault = (unsigned)judge_below(VAULTS);
        step(vault, &model[vault]);
        judge_forget();
    }
    for (unsigned v = 0; v < VAULTS; v++)
        judge_call(OP_FREE, (struct use_args){.vault = v});
}
END_TEST

/* --- whole days, with coins enough for everybody -------------------------- */

static const int64_t plenty = 1000000000, beyond_all = 1000000000000;

static struct order *random_orders(size_t n, unsigned boxes, unsigned moves)
{
    struct order *orders = judge_in(n * sizeof *orders);
    for (size_t i = 0; i < n; i++) {
        unsigned from = (unsigned)judge_below(boxes);
        bool move = judge_below(100) < moves;
        orders[i] =
            (struct order){from, move ? (unsigned)judge_below(boxes) : from,
                           1 + (int64_t)judge_below(1000)};
    }
    return orders;
}

/* What does not depend on the order either: some ask for more than all boxes
 * hold together. */
static void ask_too_much(struct order *orders, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (judge_below(8) == 0)
            orders[i].coins = beyond_all;
}

static uint64_t right_result(const struct order *o)
{
    return o->coins == beyond_all ? 0
           : o->from == o->to     ? vault_stamp(o->from, o->coins)
                                  : 1;
}

static void check_results(const struct day_args *day)
{
    const uint64_t *results = judge_got(day->results);
    for (size_t i = 0; i < day->n; i++) {
        const struct order *o = &day->orders[i];
        uint64_t right = right_result(o);
        judge_expect(results[i] == right,
                     "order %zu, %s %" PRId64 " coins of box %u, has the "
                     "result %" PRIx64 "; there were %s, and right is "
                     "%" PRIx64,
                     i, o->from == o->to ? "to take" : "to move", o->coins,
                     o->from, results[i], right == 0 ? "too few" : "enough",
                     right);
    }
}

static void check_day(unsigned boxes, size_t n, unsigned threads,
                      unsigned moves)
{
    struct model m;
    struct order *orders = random_orders(n, boxes, moves);
    struct whole_day_args a = {
        .made = {.boxes = boxes, .coins = plenty},
        .day = {.orders = orders,
                .n = n,
                .results = judge_out(n * sizeof *a.day.results),
                .threads = threads},
        .closing = judge_out(boxes * sizeof *a.closing),
        .sum = judge_out(sizeof *a.sum),
    };
    ask_too_much(orders, n);
    judge_call(OP_WHOLE_DAY, a);
    check_results(&a.day);
    model_make(&m, boxes, plenty);
    for (size_t i = 0; i < n; i++) {
        const struct order *o = &a.day.orders[i];
        int64_t coins = right_result(o) == 0 ? 0 : o->coins;
        m.coins[o->from] -= coins;
        m.coins[o->to] += o->from == o->to ? 0 : coins;
    }
    for (unsigned i = 0; i < boxes; i++)
        judge_expect(judge_got(a.closing)[i] == m.coins[i],
                     "after the day box %u holds %" PRId64 " coins; right is "
                     "%" PRId64,
                     i, judge_got(a.closing)[i], m.coins[i]);
    judge_expect(*judge_got(a.sum) == model_sum(&m),
                 "after the day vault_sum gave %" PRId64 "; right is %" PRId64,
                 *judge_got(a.sum), model_sum(&m));
}

START_TEST(edges)
{
    static const size_t sizes[] = {0, 1, 2, 3, 5, 16, 17, 100};
    judge_title("no orders, few orders, more threads than orders");
    for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++)
        for (unsigned threads = 1; threads <= 16; threads += 3) {
            check_day(1 + (unsigned)s % BOXES_MOST, sizes[s], threads, 50);
            judge_forget();
        }
}
END_TEST

START_TEST(crowded)
{
    const unsigned often = 6;
    judge_title("many threads at the same few boxes, with coins enough");
    for (unsigned i = 0; i < often; i++) {
        judge_stir(i % 3);
        check_day(1 + i % 3, 2000, 8, i < 3 ? 100 : 60);
        judge_forget();
    }
}
END_TEST

/* --- every schedule ------------------------------------------------------- */

static int64_t *result(void)
{
    return judge_out(sizeof(int64_t));
}

static struct new_args made; /* the vault of the scenario */

static void scene(unsigned boxes, int64_t coins)
{
    made = (struct new_args){0, boxes, coins};
    judge_before(OP_NEW, made);
}

static void takes(unsigned thread, unsigned box, int64_t coins)
{
    judge_does(thread, OP_TAKE,
               (struct use_args){0, box, box, coins, result()});
}

static void moves(unsigned thread, unsigned from, unsigned to, int64_t coins)
{
    judge_does(thread, OP_MOVE,
               (struct use_args){0, from, to, coins, result()});
}

static void sums(unsigned thread)
{
    judge_does(thread, OP_SUM, (struct use_args){.result = result()});
}

static void looks(unsigned thread, unsigned box)
{
    judge_does(thread, OP_COINS,
               (struct use_args){.from = box, .result = result()});
}

static bool step_model(void *state, const struct judge_event *event)
{
    const struct use_args *a = event->args;
    return model_use(state, event->op, a) == *judge_got(a->result);
}

/* The results of all calls, in the order in which they were given. */
static void tell_calls(char *text, size_t size,
                       const struct judge_event *events, size_t count)
{
    size_t used = 0;
    for (size_t i = 0; i < count; i++) {
        const struct use_args *a = events[i].args;
        used += tell_call(text + used, size - used, events[i].op, a,
                          *judge_got(a->result));
        if (i + 1 < count && used + 2 < size)
            used += (size_t)sprintf(text + used, ", ");
    }
}

static void start_model(void *state)
{
    model_make(state, made.boxes, made.coins);
}

/* The first event makes the vault. */
static void check_history(void *data)
{
    static const struct linear_model model = {sizeof(struct model), start_model,
                                              step_model};
    const struct judge_event *events;
    size_t count = judge_history(&events) - 1;
    char text[800];
    (void)data;
    if (linear_explains(&model, events + 1, count))
        return;
    tell_calls(text, sizeof text, events + 1, count);
    judge_fail(CAUSE_WRONG,
               "%u box%s with %" PRId64 " coins each; %s: there is no order "
               "of these calls, one after the other, that gives that",
               made.boxes, made.boxes == 1 ? "" : "es", made.coins, text);
}

static void explore(const char *what, unsigned boxes)
{
    for (unsigned i = 0; i < boxes; i++)
        judge_after(OP_COINS, (struct use_args){.from = i, .result = result()});
    judge_title(what);
    judge_explore(what, check_history, NULL);
}

START_TEST(two_take)
{
    scene(1, 5);
    takes(0, 0, 3);
    takes(1, 0, 4);
    explore("two threads take from one box what is there for one", 1);
}
END_TEST

START_TEST(three_take)
{
    scene(1, 2);
    takes(0, 0, 1);
    takes(1, 0, 2);
    takes(2, 0, 1);
    explore("three threads take from one box", 1);
}
END_TEST

START_TEST(too_much)
{
    scene(2, 5);
    takes(0, 0, 6);
    moves(1, 0, 1, 5);
    looks(2, 0);
    explore("one asks for more than there is, others for what there is", 2);
}
END_TEST

START_TEST(crosswise)
{
    scene(2, 1);
    moves(0, 0, 1, 1);
    moves(1, 1, 0, 1);
    explore("two threads move coins in opposite directions", 2);
}
END_TEST

START_TEST(same_box)
{
    scene(2, 2);
    moves(0, 0, 0, 2);
    moves(1, 0, 1, 1);
    looks(2, 0);
    explore("one moves coins to where they were, one to another box", 2);
}
END_TEST

START_TEST(last_coin)
{
    scene(2, 1);
    moves(0, 0, 1, 1);
    takes(1, 0, 1);
    explore("one moves the last coin, one takes it", 2);
}
END_TEST

START_TEST(sum_and_move)
{
    scene(2, 3);
    moves(0, 0, 1, 2);
    moves(0, 1, 0, 4);
    moves(0, 0, 1, 2);
    sums(1);
    explore("one moves coins there and back, one sums up", 2);
}
END_TEST

START_TEST(looks_and_move)
{
    scene(2, 3);
    moves(0, 0, 1, 2);
    looks(1, 0);
    looks(1, 1);
    looks(2, 1);
    looks(2, 0);
    explore("one moves coins, two look into both boxes", 2);
}
END_TEST

START_TEST(sum_and_takes)
{
    scene(2, 3);
    takes(0, 0, 1);
    takes(0, 1, 2);
    sums(1);
    explore("one takes from two boxes, one sums up", 2);
}
END_TEST

/* Whoever keeps the sum apart changes it together with the box. */
START_TEST(look_and_sum)
{
    scene(1, 3);
    takes(0, 0, 1);
    looks(1, 0);
    sums(1);
    sums(2);
    looks(2, 0);
    explore("one takes, two look into the box and sum up", 1);
}
END_TEST

/* --- race ----------------------------------------------------------------- */

START_TEST(race)
{
    enum { BOXES = 2, WATCHERS = 2 };
    const size_t n = 24;
    judge_title("three threads take and move coins, two look on");
    judge_call(OP_NEW, (struct new_args){0, BOXES, 1000000});
    judge_puppets(WATCHERS + 1);
    const struct day_args day = {0, random_orders(n, BOXES, 50), n,
                                 judge_out(n * sizeof *day.results), 3};
    judge_tell(WATCHERS, OP_DAY, day);
    judge_tell(0, OP_SUM, (struct use_args){.result = result()});
    judge_tell(1, OP_COINS, (struct use_args){.result = result()});
    for (unsigned i = 0; i <= WATCHERS; i++)
        judge_await(i);
    judge_tell(0, OP_COINS, (struct use_args){.from = 1, .result = result()});
    judge_tell(1, OP_SUM, (struct use_args){.result = result()});
    judge_await(0);
    judge_await(1);
    check_results(&day);
    judge_puppets(0);
    judge_call(OP_FREE, (struct use_args){0});
}
END_TEST

/* --- speed ---------------------------------------------------------------- */

static void speed_round(void *data, unsigned threads)
{
    (void)data;
    check_day(1, 8000, threads, 0);
}

START_TEST(speed)
{
    judge_title("all threads take from one box");
    judge_speed("vault_take", speed_round, NULL);
}
END_TEST

Suite *exercise_suite(void)
{
    Suite *suite = suite_create("atomic-but-wrong");
    TCase *correct = judge_tcase(suite, "correct", "correct");
    tcase_add_test(correct, steps);
    tcase_add_test(correct, edges);
    tcase_add_test(correct, crowded);
    TCase *races = judge_tcase(suite, "race", "race");
    tcase_add_test(races, race);
    TCase *holds = judge_tcase(suite, "holds", "holds");
    tcase_add_test(holds, two_take);
    tcase_add_test(holds, three_take);
    tcase_add_test(holds, too_much);
    tcase_add_test(holds, crosswise);
    tcase_add_test(holds, same_box);
    tcase_add_test(holds, last_coin);
    tcase_add_test(holds, sum_and_move);
    tcase_add_test(holds, looks_and_move);
    tcase_add_test(holds, sum_and_takes);
    tcase_add_test(holds, look_and_sum);
    TCase *fast = judge_tcase(suite, "speed", "speed");
    tcase_add_test(fast, speed);
    return suite;
}

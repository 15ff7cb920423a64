/*
 * no-deadlock.c - judges the exercise `no-deadlock`.
 *
 * Money is neither made nor lost, whatever the order of transfers.  So of a
 * day the judge checks what came back, every balance, and the books: each
 * transfer entered once, and none while one of its accounts was in another.
 * Whether threads can wait in a circle is for "explore" to find out: a few
 * threads with one transfer each, in every order of their steps.
 */
#include <inttypes.h>
#include <stdio.h>

#include "calls.h"
#include "judge.h"

static const char *const names[WAYS] = {"transfer_ordered", "transfer_trying"};

/* --- what must come of transfers ------------------------------------------ */

struct outcome {
    int64_t balance[ACCOUNTS_MOST];
    struct books books;
};

static void outcome_begin(struct outcome *o, unsigned accounts, int64_t balance)
{
    *o = (struct outcome){0};
    for (unsigned i = 0; i < accounts; i++)
        o->balance[i] = balance;
}

static void outcome_add(struct outcome *o, unsigned from, unsigned to,
                        int64_t amount)
{
    o->balance[from] -= amount;
    o->balance[to] += amount;
    o->books.notes++;
    o->books.sum += order_mark(from, to, amount);
}

static void expect_books(const struct outcome *o, const struct books *got)
{
    judge_expect(got->overlaps == 0,
                 "transfer_note was called for an account that was in another "
                 "transfer: both accounts are to be locked meanwhile");
    judge_expect(got->notes == o->books.notes,
                 "transfer_note was called %" PRIu64 " times for %" PRIu64
                 " transfers that were carried out",
                 got->notes, o->books.notes);
    judge_expect(got->sum == o->books.sum,
                 "transfer_note was called with other accounts or amounts "
                 "than those of the transfers");
}

static void expect_closing(const struct outcome *o, unsigned account,
                           int64_t got)
{
    judge_expect(got == o->balance[account],
                 "at the end account %u has a balance of %" PRId64
                 "; after the transfers that gave true, right is %" PRId64,
                 account, got, o->balance[account]);
}

/* --- one step at a time --------------------------------------------------- */

static int64_t *result(void)
{
    return judge_out(sizeof(int64_t));
}

static void expect_balances(unsigned bank, const struct outcome *o,
                            unsigned accounts)
{
    for (unsigned i = 0; i < accounts; i++) {
        int64_t *got = result();
        judge_call(OP_BALANCE,
                   (struct use_args){.bank = bank, .from = i, .result = got});
        judge_expect(*judge_got(got) == o->balance[i],
                     "bank_balance(%u) gave %" PRId64 "; right is %" PRId64, i,
                     *judge_got(got), o->balance[i]);
    }
}

/* One transfer, often of all that is there, or of one more. */
static void step(unsigned bank, unsigned way, struct outcome *o,
                 unsigned accounts)
{
    struct use_args a = {bank,
                         way,
                         (unsigned)judge_below(accounts),
                         (unsigned)judge_below(accounts),
                         1 + (int64_t)judge_below(60),
                         result()};
    int64_t balance = o->balance[a.from];
    if (judge_below(4) == 0 && balance > 0)
        a.amount = balance + (int64_t)judge_below(2);
    bool right = a.from != a.to && balance >= a.amount;
    judge_call(OP_TRANSFER, a);
    judge_expect(*judge_got(a.result) == right,
                 "%s from account %u to %u, %" PRId64 " of %" PRId64
                 ", gave %s; right is %s",
                 names[way], a.from, a.to, a.amount, balance,
                 *judge_got(a.result) ? "true" : "false",
                 right ? "true" : "false");
    if (right)
        outcome_add(o, a.from, a.to, a.amount);
}

START_TEST(steps)
{
    enum { ACCOUNTS = 3 };
    const unsigned often = 100;
    struct outcome o[BANKS];
    judge_title("two banks, one thread, one transfer after the other");
    for (unsigned b = 0; b < BANKS; b++) {
        judge_call(OP_NEW, (struct new_args){b, ACCOUNTS, 50});
        outcome_begin(&o[b], ACCOUNTS, 50);
    }
    for (unsigned i = 0; i < often; i++) {
        unsigned bank = (unsigned)judge_below(BANKS);
        step(bank, (unsigned)_i, &o[bank], ACCOUNTS);
        expect_balances(bank, &o[bank], ACCOUNTS);
        judge_forget();
    }
    for (unsigned b = 0; b < BANKS; b++)
        judge_call(OP_FREE, (struct use_args){.bank = b});
    struct books *books = judge_out(sizeof *books);
    judge_call(OP_BOOKS, (struct books_args){books});
    o[0].books.notes += o[1].books.notes;
    o[0].books.sum += o[1].books.sum;
    expect_books(&o[0], judge_got(books));
}
END_TEST

/* --- whole days ----------------------------------------------------------- */

static void check_day(unsigned way, unsigned accounts,
                      const struct order *orders, size_t n, unsigned threads)
{
    struct outcome o;
    const int64_t plenty = 1000000000;
    struct whole_day_args a = {
        .made = {.accounts = accounts, .balance = plenty},
        .day = {.way = way,
                .orders = orders,
                .n = n,
                .results = judge_out(n * sizeof *a.day.results),
                .threads = threads},
        .closing = judge_out(accounts * sizeof *a.closing),
        .books = judge_out(sizeof *a.books),
    };
    judge_call(OP_WHOLE_DAY, a);
    outcome_begin(&o, accounts, plenty);
    for (size_t i = 0; i < n; i++) {
        const struct order *order = &orders[i];
        bool right = order->from != order->to;
        judge_expect(*(const uint8_t *)&judge_got(a.day.results)[i] == right,
                     "result %zu of the day is %s; right is %s", i,
                     right ? "false" : "true", right ? "true" : "false");
        if (right)
            outcome_add(&o, order->from, order->to, order->amount);
    }
    for (unsigned i = 0; i < accounts; i++)
        expect_closing(&o, i, judge_got(a.closing)[i]);
    expect_books(&o, judge_got(a.books));
}

static struct order *random_orders(size_t n, unsigned accounts)
{
    struct order *orders = judge_in(n * sizeof *orders);
    for (size_t i = 0; i < n; i++)
        orders[i] = (struct order){(unsigned)judge_below(accounts),
                                   (unsigned)judge_below(accounts),
                                   1 + (int64_t)judge_below(1000)};
    return orders;
}

START_TEST(edges)
{
    static const size_t sizes[] = {0, 1, 2, 3, 5, 16, 17, 100};
    judge_title("no orders, few orders, more threads than orders");
    for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++)
        for (unsigned threads = 1; threads <= 16; threads += 5) {
            unsigned accounts = 1 + 4 * (unsigned)s;
            check_day((unsigned)_i, accounts, random_orders(sizes[s], accounts),
                      sizes[s], threads);
            judge_forget();
        }
}
END_TEST

START_TEST(crowded)
{
    const unsigned often = 4;
    const size_t n = 1000;
    judge_title("many threads, few accounts, money in all directions");
    for (unsigned i = 0; i < often; i++) {
        unsigned accounts = 2 + i;
        judge_stir(i % 3);
        check_day((unsigned)_i, accounts, random_orders(n, accounts), n, 6);
        judge_forget();
    }
}
END_TEST

/* --- one transfer is held up ---------------------------------------------- */

static void tell_transfer(unsigned puppet, unsigned way, unsigned from,
                          unsigned to, int64_t amount)
{
    judge_tell(puppet, OP_TRANSFER,
               (struct use_args){0, way, from, to, amount, result()});
}

/* A thread that keeps trying may keep the core from others for a while. */
static bool answers(unsigned puppet)
{
    const unsigned patience = 40;
    for (unsigned i = 0; i < patience && !judge_answered(puppet); i++)
        judge_settle();
    return judge_answered(puppet);
}

/* Account 2 is in a transfer that does not end. */
static void hold_up(int64_t amount)
{
    judge_call(OP_NEW, (struct new_args){0, 6, 1000});
    judge_call(OP_HOLD, (struct hold_args){amount});
    judge_puppets(3);
    tell_transfer(0, TRYING, 1, 2, amount);
    judge_settle();
}

static void let_go(void)
{
    judge_tell(2, OP_LET_GO, (struct hold_args){0});
    for (unsigned i = 0; i < 3; i++)
        judge_await(i);
    judge_puppets(0);
    judge_call(OP_FREE, (struct use_args){0});
}

START_TEST(empty_hands)
{
    static const struct {
        unsigned from, to, other;
    } waits[] = {{0, 2, 0}, {2, 0, 0}, {4, 2, 4}, {2, 4, 4}};
    judge_title("who waits in transfer_trying holds no account meanwhile");
    hold_up(77);
    tell_transfer(1, TRYING, waits[_i].from, waits[_i].to, 5);
    judge_settle();
    tell_transfer(2, TRYING, waits[_i].other, 3, 5);
    if (!answers(2))
        judge_fail(CAUSE_HANG,
                   "account 2 is in use, so that transfer_trying from account "
                   "%u to %u has to wait; account %u is free, and still "
                   "transfer_trying from %u to 3 does not come through",
                   waits[_i].from, waits[_i].to, waits[_i].other,
                   waits[_i].other);
    let_go();
}
END_TEST

START_TEST(others_go_on)
{
    judge_title("who has no account in common with others goes on");
    hold_up(77);
    tell_transfer(1, (unsigned)_i, 2, 5, 5);
    judge_settle();
    tell_transfer(2, (unsigned)_i, 3, 4, 5);
    if (!answers(2))
        judge_fail(CAUSE_HANG,
                   "account 2 is in a transfer that takes long, and %s from 2 "
                   "to 5 waits for it; %s from 3 to 4 has nothing to do with "
                   "them, and still does not come through",
                   names[_i], names[_i]);
    let_go();
}
END_TEST

/* --- every schedule ------------------------------------------------------- */

enum { SCENE_MOST = 4 };

/* Transfers by one thread each; so many of them must give true. */
struct scene {
    unsigned accounts;
    int64_t balance;
    struct use_args transfer[SCENE_MOST];
    unsigned count, right;
    bool looks; /* and one more thread asks for every balance */
    int64_t *seen[ACCOUNTS_MOST], *closing[ACCOUNTS_MOST];
    struct books *books;
};

/* What is seen beside transfers is a balance with some of them, whole. */
static bool is_of_a_moment(const struct scene *s, unsigned account, int64_t got)
{
    for (unsigned some = 0; some < 1u << s->count; some++) {
        int64_t balance = s->balance;
        for (unsigned i = 0; i < s->count; i++) {
            const struct use_args *t = &s->transfer[i];
            if ((some >> i & 1) == 0 || *judge_got(t->result) == 0)
                continue;
            balance += t->to == account ? t->amount : 0;
            balance -= t->from == account ? t->amount : 0;
        }
        if (balance == got)
            return true;
    }
    return false;
}

static void check_seen(const struct scene *s, const struct outcome *o)
{
    for (unsigned i = 0; i < s->accounts; i++) {
        int64_t got = *judge_got(s->seen[i]);
        judge_expect(is_of_a_moment(s, i, got),
                     "bank_balance(%u) gave %" PRId64 " beside transfers that "
                     "take it from %" PRId64 " to %" PRId64,
                     i, got, s->balance, o->balance[i]);
    }
}

static void check_scene(void *data)
{
    const struct scene *s = data;
    struct outcome o;
    unsigned done = 0;
    outcome_begin(&o, s->accounts, s->balance);
    for (unsigned i = 0; i < s->count; i++) {
        const struct use_args *t = &s->transfer[i];
        if (*judge_got(t->result) == 0)
            continue;
        done++;
        outcome_add(&o, t->from, t->to, t->amount);
    }
    judge_expect(done == s->right,
                 "%u of %u transfers gave true; right is %u, because every "
                 "account had %" PRId64,
                 done, s->count, s->right, s->balance);
    if (s->looks)
        check_seen(s, &o);
    for (unsigned i = 0; i < s->accounts; i++)
        expect_closing(&o, i, *judge_got(s->closing[i]));
    expect_books(&o, judge_got(s->books));
}

static void explore(const char *what, struct scene *s)
{
    judge_before(OP_NEW, (struct new_args){0, s->accounts, s->balance});
    for (s->count = 0; s->count < SCENE_MOST; s->count++) {
        struct use_args *t = &s->transfer[s->count];
        if (t->amount == 0)
            break;
        t->result = result();
        judge_does(s->count, OP_TRANSFER, *t);
    }
    for (unsigned i = 0; s->looks && i < s->accounts; i++) {
        s->seen[i] = result();
        judge_does(s->count, OP_BALANCE,
                   (struct use_args){.from = i, .result = s->seen[i]});
    }
    for (unsigned i = 0; i < s->accounts; i++) {
        s->closing[i] = result();
        judge_after(OP_BALANCE,
                    (struct use_args){.from = i, .result = s->closing[i]});
    }
    s->books = judge_out(sizeof *s->books);
    judge_after(OP_BOOKS, (struct books_args){s->books});
    judge_after(OP_FREE, (struct use_args){0});
    judge_title(what);
    judge_explore(what, check_scene, s);
}

START_TEST(opposite)
{
    unsigned w = (unsigned)_i;
    explore("two threads send money in opposite directions",
            &(struct scene){.accounts = 2,
                            .balance = 10,
                            .transfer = {{0, w, 0, 1, 4}, {0, w, 1, 0, 7}},
                            .right = 2});
}
END_TEST

START_TEST(circle)
{
    unsigned w = (unsigned)_i;
    explore("three threads send money round in a circle",
            &(struct scene){
                .accounts = 3,
                .balance = 10,
                .transfer = {{0, w, 0, 1, 4}, {0, w, 1, 2, 5}, {0, w, 2, 0, 6}},
                .right = 3});
}
END_TEST

START_TEST(last_money)
{
    unsigned w = (unsigned)_i;
    explore("two threads send the same money to different accounts",
            &(struct scene){.accounts = 3,
                            .balance = 5,
                            .transfer = {{0, w, 1, 0, 4}, {0, w, 1, 2, 3}},
                            .right = 1});
}
END_TEST

START_TEST(to_itself)
{
    unsigned w = (unsigned)_i;
    explore("one sends money to the same account, one to another",
            &(struct scene){.accounts = 2,
                            .balance = 5,
                            .transfer = {{0, w, 1, 1, 4}, {0, w, 1, 0, 3}},
                            .right = 1});
}
END_TEST

START_TEST(looked_at)
{
    unsigned w = (unsigned)_i;
    explore("one sends money, one looks at the balances",
            &(struct scene){.accounts = 2,
                            .balance = 10,
                            .transfer = {{0, w, 0, 1, 4}},
                            .looks = true,
                            .right = 1});
}
END_TEST

/* Whoever looks must not swallow the news that one of those who wait for the
 * same account waits for. */
START_TEST(looked_at_by_one_of_three)
{
    unsigned w = (unsigned)_i;
    explore("two send money from one account, one looks at the balances",
            &(struct scene){.accounts = 2,
                            .balance = 10,
                            .transfer = {{0, w, 0, 1, 4}, {0, w, 0, 1, 3}},
                            .looks = true,
                            .right = 2});
}
END_TEST

START_TEST(both_ways)
{
    explore("one tries and one goes by the order, in opposite directions",
            &(struct scene){
                .accounts = 2,
                .balance = 10,
                .transfer = {{0, ORDERED, 0, 1, 4}, {0, TRYING, 1, 0, 7}},
                .right = 2});
}
END_TEST

/* --- race ----------------------------------------------------------------- */

START_TEST(race)
{
    enum { ACCOUNTS = 3 };
    const size_t n = 24;
    struct order *orders = random_orders(n, ACCOUNTS);
    struct day_args day = {0, (unsigned)_i, orders, n, NULL, 3};
    judge_title("three threads send money, one looks at balances");
    day.results = judge_out(n * sizeof *day.results);
    judge_call(OP_NEW, (struct new_args){0, ACCOUNTS, 1000000});
    judge_puppets(2);
    judge_tell(0, OP_DAY, day);
    for (unsigned i = 0; i < ACCOUNTS; i++) {
        judge_tell(1, OP_BALANCE,
                   (struct use_args){.from = i, .result = result()});
        judge_await(1);
    }
    judge_await(0);
    judge_puppets(0);
    judge_call(OP_FREE, (struct use_args){0});
}
END_TEST

/* --- speed ---------------------------------------------------------------- */

enum { PAIRS = 8 };

/* Each pair of accounts has its transfers together, so that a thread meets
 * nobody else at most of them. */
static void speed_round(void *data, unsigned threads)
{
    const unsigned *way = data;
    const size_t n = 3000;
    struct order *orders = judge_in(n * sizeof *orders);
    for (size_t i = 0; i < n; i++) {
        unsigned low = 2 * (unsigned)(i * PAIRS / n);
        bool up = judge_below(2) == 0;
        orders[i] =
            (struct order){low + !up, low + up, 1 + (int64_t)judge_below(1000)};
    }
    check_day(*way, 2 * PAIRS, orders, n, threads);
}

START_TEST(speed)
{
    unsigned way = (unsigned)_i;
    judge_title(names[way]);
    judge_speed(names[way], speed_round, &way);
}
END_TEST

Suite *exercise_suite(void)
{
    Suite *suite = suite_create("no-deadlock");
    TCase *correct = judge_tcase(suite, "correct", "correct");
    tcase_add_loop_test(correct, steps, 0, WAYS);
    tcase_add_loop_test(correct, edges, 0, WAYS);
    tcase_add_loop_test(correct, others_go_on, 0, WAYS);
    tcase_add_loop_test(correct, empty_hands, 0, 4);
    tcase_add_loop_test(correct, crowded, 0, WAYS);
    TCase *races = judge_tcase(suite, "race", "race");
    tcase_add_loop_test(races, race, 0, WAYS);
    TCase *holds = judge_tcase(suite, "ends", "ends");
    tcase_add_loop_test(holds, opposite, 0, WAYS);
    tcase_add_loop_test(holds, circle, 0, WAYS);
    tcase_add_loop_test(holds, last_money, 0, WAYS);
    tcase_add_loop_test(holds, to_itself, 0, WAYS);
    tcase_add_loop_test(holds, looked_at, 0, WAYS);
    tcase_add_loop_test(holds, looked_at_by_one_of_three, 0, WAYS);
    tcase_add_test(holds, both_ways);
    TCase *fast = judge_tcase(suite, "speed", "speed");
    tcase_add_loop_test(fast, speed, 0, WAYS);
    return suite;
}

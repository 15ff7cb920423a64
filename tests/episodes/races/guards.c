/*
 * guards.c - judges the exercise `guards`.
 *
 * How it works.  The receipt of a posting says which number it has in the
 * history of its account.  So when the work is over, the judge puts the
 * postings of each account in that order, works out the history (the account
 * after 0, 1, 2, ... postings), and holds every receipt and every statement
 * against it.  A receipt or statement that was put together from two moments
 * fits nowhere.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "calls.h"
#include "judge.h"
#include "seal.h"

#define U(x) ((unsigned long long)(x))
#define I(x) ((long long)(x))

/* --- the oracle ---------------------------------------------------------- */

/* What must come of some orders for one bank. */
struct ledger {
    unsigned accounts;
    size_t n;
    const struct order *orders;
    size_t *first;             /* where in `history` that of an account is */
    int64_t *amount;           /* posted in the step to this entry; 0: none */
    struct statement *history; /* its end is that of the account's postings */
    int64_t fees, largest;
};

static void *table(size_t n, size_t size)
{
    void *table = calloc(n, size);
    if (table == NULL) {
        perror("judge");
        exit(4);
    }
    return table;
}

static void ledger_clear(struct ledger *l)
{
    free(l->first);
    free(l->amount);
    free(l->history);
}

static uint64_t ledger_postings(const struct ledger *l, unsigned account)
{
    return l->first[account + 1] - l->first[account] - 1;
}

/* What does not depend on the order in which the work was done. */
static void ledger_init(struct ledger *l, unsigned accounts,
                        const struct order *orders, size_t n)
{
    *l = (struct ledger){.accounts = accounts, .n = n, .orders = orders};
    l->first = table(accounts + 1, sizeof *l->first);
    l->amount = table(n + accounts, sizeof *l->amount);
    l->history = table(n + accounts, sizeof *l->history);
    for (size_t i = 0; i < n; i++) {
        if (orders[i].amount == 0)
            continue;
        l->first[orders[i].account + 1]++;
        l->fees += bank_fee(orders[i].amount);
        if (orders[i].amount > l->largest)
            l->largest = orders[i].amount;
    }
    for (unsigned i = 0; i < accounts; i++)
        l->first[i + 1] += l->first[i] + 1;
}

/* Puts the postings in the order that their receipts tell. */
static void ledger_sort(struct ledger *l, const struct statement *results)
{
    for (size_t i = 0; i < l->n; i++) {
        unsigned account = l->orders[i].account;
        uint64_t number = results[i].postings;
        uint64_t most = ledger_postings(l, account);
        if (l->orders[i].amount == 0)
            continue;
        judge_expect(number >= 1 && number <= most,
                     "a posting to account %u returned postings = %llu; there "
                     "were %llu in all",
                     account, U(number), U(most));
        int64_t *amount = &l->amount[l->first[account] + number];
        judge_expect(*amount == 0,
                     "two postings to account %u returned postings = %llu: one "
                     "of them is lost, or its receipt is another's",
                     account, U(number));
        *amount = l->orders[i].amount;
    }
}

static struct statement after(struct statement before, int64_t amount)
{
    return (struct statement){before.postings + 1, before.balance + amount,
                              seal_next(before.seal, amount)};
}

static void ledger_write(struct ledger *l, int64_t balance)
{
    for (unsigned a = 0; a < l->accounts; a++) {
        l->history[l->first[a]].balance = balance;
        for (size_t i = l->first[a] + 1; i < l->first[a + 1]; i++)
            l->history[i] = after(l->history[i - 1], l->amount[i]);
    }
}

static void expect_same(const char *what, unsigned account,
                        const struct statement *got,
                        const struct statement *right)
{
    judge_expect(got->balance == right->balance,
                 "%s account %u shows %llu postings and a balance of %lld; "
                 "after that many postings it was %lld",
                 what, account, U(got->postings), I(got->balance),
                 I(right->balance));
    judge_expect(got->seal == right->seal,
                 "%s account %u shows %llu postings and seal %llx; after that "
                 "many postings it was %llx",
                 what, account, U(got->postings), U(got->seal), U(right->seal));
}

/* A statement must be right for some moment. */
static void ledger_find(const struct ledger *l, const char *what,
                        unsigned account, const struct statement *got)
{
    uint64_t most = ledger_postings(l, account);
    judge_expect(got->postings <= most,
                 "%s account %u shows %llu postings; there were %llu in all",
                 what, account, U(got->postings), U(most));
    expect_same(what, account, got,
                &l->history[l->first[account] + got->postings]);
}

/* The ledger of a day that is over; the caller clears it. */
static struct ledger check_day(const struct open_args *open,
                               const struct day_args *day)
{
    const struct statement *results = judge_got(day->results);
    struct ledger l;
    ledger_init(&l, open->accounts, day->orders, day->n);
    ledger_sort(&l, results);
    ledger_write(&l, open->balance);
    for (size_t i = 0; i < day->n; i++)
        ledger_find(&l,
                    day->orders[i].amount ? "the receipt of a posting to"
                                          : "a statement of",
                    day->orders[i].account, &results[i]);
    return l;
}

static void check_fees(const struct ledger *l, int64_t fees)
{
    judge_expect(fees == l->fees,
                 "bank_fees returned %lld after %zu orders; right is %lld",
                 I(fees), l->n, I(l->fees));
}

/* It must have been posted, at some time. */
static void check_posted(const struct ledger *l, const struct largest *got)
{
    bool found = got->account == 0 && got->amount == 0;
    for (size_t i = 0; i < l->n && !found; i++)
        found = l->orders[i].amount == got->amount && got->amount > 0 &&
                l->orders[i].account == got->account;
    judge_expect(found,
                 "bank_largest returned {account %u, amount %lld}, which was "
                 "never posted",
                 got->account, I(got->amount));
}

static void check_largest(const struct ledger *l, const struct largest *got)
{
    judge_expect(got->amount == l->largest,
                 "bank_largest returned amount %lld; right is %lld",
                 I(got->amount), I(l->largest));
    check_posted(l, got);
}

static void check_closing(const struct ledger *l,
                          const struct statement *closing)
{
    for (unsigned a = 0; a < l->accounts; a++) {
        uint64_t most = ledger_postings(l, a);
        judge_expect(closing[a].postings == most,
                     "after the day, account %u shows %llu postings; right is "
                     "%llu",
                     a, U(closing[a].postings), U(most));
        ledger_find(l, "after the day,", a, &closing[a]);
    }
}

/* --- whole days ---------------------------------------------------------- */

/* What kind of orders a day has; each is so many in a hundred. */
struct mix {
    unsigned statements, negative, first; /* first: for account 0 alone */
};

/* One of eight is so large that its fee alone is more than an int holds. */
static int64_t random_amount(unsigned negative)
{
    uint64_t most = judge_below(8) == 0 ? 1000000000000 : 10000000;
    int64_t amount = 1 + (int64_t)judge_below(most);
    return judge_below(100) < negative ? -amount : amount;
}

static struct order *random_orders(size_t n, unsigned accounts, struct mix mix)
{
    struct order *orders = judge_in(n * sizeof *orders);
    for (size_t i = 0; i < n; i++) {
        if (judge_below(100) >= mix.first)
            orders[i].account = (unsigned)judge_below(accounts);
        if (judge_below(100) >= mix.statements)
            orders[i].amount = random_amount(mix.negative);
    }
    return orders;
}

static void check_whole_day(unsigned accounts, size_t n, unsigned threads,
                            struct mix mix)
{
    struct whole_day_args a = {
        .open = {.accounts = accounts, .balance = random_amount(50)},
        .day = {.orders = random_orders(n, accounts, mix),
                .n = n,
                .results = judge_out(n * sizeof *a.day.results),
                .threads = threads},
        .closing = judge_out(accounts * sizeof *a.closing),
        .fees = judge_out(sizeof *a.fees),
        .largest = judge_out(sizeof *a.largest),
    };
    judge_call(OP_WHOLE_DAY, a);
    struct ledger l = check_day(&a.open, &a.day);
    check_closing(&l, judge_got(a.closing));
    check_fees(&l, *judge_got(a.fees));
    check_largest(&l, judge_got(a.largest));
    ledger_clear(&l);
}

static const struct mix usual = {.statements = 20, .negative = 40};

START_TEST(edges)
{
    static const size_t sizes[] = {0, 1, 2, 3, 5, 16, 17, 100};
    static const unsigned accounts[] = {1, 2, 7};
    judge_title("no orders, few orders, more threads than orders");
    for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++)
        for (unsigned threads = 1; threads <= 16; threads += 3) {
            check_whole_day(accounts[s % 3], sizes[s], threads, usual);
            judge_forget();
        }
}
END_TEST

START_TEST(kinds)
{
    static const struct mix mixes[] = {
        {.statements = 100}, {.negative = 100}, {0}, {.first = 90}};
    judge_title("only statements, only withdrawals, only deposits, one "
                "account busy");
    for (size_t m = 0; m < sizeof mixes / sizeof *mixes; m++) {
        check_whole_day(300, 500, 4, mixes[m]);
        judge_forget();
    }
}
END_TEST

START_TEST(crowded)
{
    const unsigned often = 6;
    judge_title("many threads at the same few accounts");
    for (unsigned i = 0; i < often; i++) {
        judge_stir(i % 3);
        check_whole_day(1 + i % 3, 2000, 8, usual);
        judge_forget();
    }
}
END_TEST

/* --- one step at a time -------------------------------------------------- */

/* What a bank must hold when everything is done one after the other. */
struct mirror {
    struct statement account[3];
    int64_t fees;
    struct largest largest;
};

static void step_post(unsigned puppet, unsigned bank, struct mirror *m)
{
    unsigned account = (unsigned)judge_below(3);
    int64_t amount = random_amount(30);
    struct statement *result = judge_out(sizeof *result);
    judge_tell(puppet, OP_POST,
               (struct post_args){bank, account, amount, result});
    judge_await(puppet);
    const struct statement *got = judge_got(result);
    m->account[account] = after(m->account[account], amount);
    m->fees += bank_fee(amount);
    if (amount > m->largest.amount)
        m->largest = (struct largest){account, amount};
    judge_expect(got->postings == m->account[account].postings,
                 "the receipt of posting %llu to account %u shows %llu "
                 "postings",
                 U(m->account[account].postings), account, U(got->postings));
    expect_same("the receipt of a posting to", account, got,
                &m->account[account]);
}

static void step_look(unsigned puppet, unsigned bank, const struct mirror *m)
{
    unsigned account = (unsigned)judge_below(3);
    struct statement *statement = judge_out(sizeof *statement);
    int64_t *fees = judge_out(sizeof *fees);
    struct largest *largest = judge_out(sizeof *largest);
    judge_tell(puppet, OP_WATCH,
               (struct watch_args){bank, account, 1, statement, fees, largest});
    judge_await(puppet);
    const struct statement *got = judge_got(statement);
    judge_expect(got->postings == m->account[account].postings,
                 "a statement of account %u shows %llu postings after %llu",
                 account, U(got->postings), U(m->account[account].postings));
    expect_same("a statement of", account, got, &m->account[account]);
    judge_expect(*judge_got(fees) == m->fees,
                 "bank_fees returned %lld; right is %lld", I(*judge_got(fees)),
                 I(m->fees));
    judge_expect(judge_got(largest)->account == m->largest.account &&
                     judge_got(largest)->amount == m->largest.amount,
                 "bank_largest returned {account %u, amount %lld}; right is "
                 "{%u, %lld}",
                 judge_got(largest)->account, I(judge_got(largest)->amount),
                 m->largest.account, I(m->largest.amount));
}

START_TEST(steps)
{
    enum { HERE = 2, THREADS = 3 };
    struct mirror mirror[HERE] = {0};
    judge_title("two banks, three threads, one step after the other");
    for (unsigned bank = 0; bank < HERE; bank++) {
        int64_t balance = random_amount(50);
        for (unsigned i = 0; i < 3; i++)
            mirror[bank].account[i].balance = balance;
        judge_call(OP_OPEN, (struct open_args){bank, 3, balance});
    }
    judge_puppets(THREADS);
    for (unsigned i = 0; i < 100; i++) {
        unsigned bank = (unsigned)judge_below(HERE);
        step_look((unsigned)judge_below(THREADS), bank, &mirror[bank]);
        step_post((unsigned)judge_below(THREADS), bank, &mirror[bank]);
        judge_forget();
    }
    judge_puppets(0);
    for (unsigned bank = 0; bank < HERE; bank++)
        judge_call(OP_CLOSE, (struct close_args){bank});
}
END_TEST

/* --- looking on while others work ---------------------------------------- */

static void check_watch(const struct ledger *l, const struct watch_args *w)
{
    const struct statement *statements = judge_got(w->statements);
    const int64_t *fees = judge_got(w->fees);
    const struct largest *largest = judge_got(w->largest);
    for (size_t i = 0; i < w->n; i++) {
        ledger_find(l, "while others post, a statement of", w->account,
                    &statements[i]);
        if (i > 0 && largest[i].amount == largest[i - 1].amount &&
            largest[i].account == largest[i - 1].account)
            continue;
        check_posted(l, &largest[i]);
    }
    for (size_t i = 1; i < w->n; i++) {
        judge_expect(statements[i].postings >= statements[i - 1].postings,
                     "account %u shows %llu postings after it has shown %llu",
                     w->account, U(statements[i].postings),
                     U(statements[i - 1].postings));
        judge_expect(fees[i] >= fees[i - 1] && fees[i] <= l->fees,
                     "bank_fees returned %lld after %lld; at the end of the "
                     "day it was %lld",
                     I(fees[i]), I(fees[i - 1]), I(l->fees));
        judge_expect(largest[i].amount >= largest[i - 1].amount,
                     "bank_largest returned amount %lld after %lld",
                     I(largest[i].amount), I(largest[i - 1].amount));
    }
}

START_TEST(watched)
{
    enum { WATCHERS = 2, LOOKS = 500 };
    const size_t n = 3000;
    const struct open_args open = {0, WATCHERS, random_amount(50)};
    struct watch_args watch[WATCHERS];
    judge_title("statements while others post");
    judge_stir(2);
    judge_call(OP_OPEN, open);
    judge_puppets(WATCHERS + 1);
    const struct day_args day = {0, random_orders(n, WATCHERS, usual), n,
                                 judge_out(n * sizeof *day.results), 4};
    for (unsigned i = 0; i < WATCHERS; i++)
        watch[i] =
            (struct watch_args){0,
                                i,
                                LOOKS,
                                judge_out(LOOKS * sizeof *watch[i].statements),
                                judge_out(LOOKS * sizeof *watch[i].fees),
                                judge_out(LOOKS * sizeof *watch[i].largest)};
    judge_tell(WATCHERS, OP_DAY, day);
    for (unsigned i = 0; i < WATCHERS; i++)
        judge_tell(i, OP_WATCH, watch[i]);
    for (unsigned i = 0; i <= WATCHERS; i++)
        judge_await(i);
    struct ledger l = check_day(&open, &day);
    for (unsigned i = 0; i < WATCHERS; i++)
        check_watch(&l, &watch[i]);
    ledger_clear(&l);
    judge_puppets(0);
    judge_call(OP_CLOSE, (struct close_args){0});
}
END_TEST

/* --- one posting is held up half-way ------------------------------------- */

/* Puppet 0 posts to account 0 of bank 0 and gets no further than bank_seal.
 * False if it has not stopped there: then there is nothing to be seen. */
static bool hold_up(int64_t amount, struct statement *receipt)
{
    judge_call(OP_HOLD, (struct hold_args){amount});
    judge_tell(0, OP_POST, (struct post_args){0, 0, amount, receipt});
    judge_settle();
    return !judge_answered(0);
}

/* By way of a puppet: a call would poison the results that are there. */
static void let_go(unsigned puppet)
{
    judge_tell(puppet, OP_LET_GO, (struct close_args){0});
    judge_await(puppet);
}

START_TEST(half_way)
{
    enum { ORDERS = 3 };
    const struct open_args open = {0, 1, random_amount(50)};
    judge_title("a statement and a posting in the middle of a posting");
    judge_call(OP_OPEN, open);
    judge_puppets(ORDERS + 1);
    struct order *orders = judge_in(ORDERS * sizeof *orders);
    struct statement *results = judge_out(ORDERS * sizeof *results);
    const struct day_args day = {0, orders, ORDERS, results, ORDERS};
    orders[0].amount = random_amount(0);
    orders[1].amount = -random_amount(0);
    bool held = hold_up(orders[0].amount, &results[0]);
    judge_tell(1, OP_POST,
               (struct post_args){0, 0, orders[1].amount, &results[1]});
    judge_tell(2, OP_STATEMENT, (struct statement_args){0, 0, &results[2]});
    judge_settle();
    if (held)
        let_go(ORDERS);
    for (unsigned i = 0; i < ORDERS; i++)
        judge_await(i);
    struct ledger l = check_day(&open, &day);
    ledger_clear(&l);
    judge_puppets(0);
    judge_call(OP_CLOSE, (struct close_args){0});
}
END_TEST

/* --- races --------------------------------------------------------------- */

/* What two threads do, one after the other, with nothing between them. */
enum act { POST, POST_OTHER, STATEMENT, FEES, LARGEST };

static const struct {
    enum act first, then;
} meetings[] = {
    {POST, POST}, {POST, POST_OTHER}, {POST, STATEMENT}, {STATEMENT, POST},
    {POST, FEES}, {FEES, POST},       {POST, LARGEST},   {LARGEST, POST},
};

static void act(unsigned puppet, unsigned bank, enum act what, int64_t amount)
{
    struct statement *statement = judge_out(sizeof *statement);
    int64_t *fees = judge_out(sizeof *fees);
    struct largest *largest = judge_out(sizeof *largest);
    switch (what) {
    case POST:
    case POST_OTHER:
        judge_tell(
            puppet, OP_POST,
            (struct post_args){bank, what == POST_OTHER, amount, statement});
        break;
    case STATEMENT:
        judge_tell(puppet, OP_STATEMENT,
                   (struct statement_args){bank, 0, statement});
        break;
    case FEES:
        judge_tell(puppet, OP_FEES, (struct fees_args){bank, fees});
        break;
    case LARGEST:
        judge_tell(puppet, OP_LARGEST, (struct largest_args){bank, largest});
        break;
    }
    judge_await(puppet);
}

/*
 * The detectors see a race unless something orders the two accesses, and a
 * lock that is taken on the way can do so by accident.  So everything is
 * tried in both orders, and the second of two postings is too small to be
 * the largest: whoever looks at the largest without a lock does so last.
 */
START_TEST(meet)
{
    const unsigned n = sizeof meetings / sizeof *meetings;
    judge_title("two threads, every pair of functions");
    for (unsigned i = 0; i < n; i++)
        judge_call(OP_OPEN, (struct open_args){i, 2, random_amount(0)});
    judge_puppets(2);
    for (unsigned i = 0; i < n; i++) {
        act(0, i, meetings[i].first, 500 + (int64_t)judge_below(100));
        act(0, i, meetings[i].first, 300 + (int64_t)judge_below(100));
        act(1, i, meetings[i].then, 900 + (int64_t)judge_below(100));
        judge_forget();
    }
    judge_puppets(0);
    for (unsigned i = 0; i < n; i++)
        judge_call(OP_CLOSE, (struct close_args){i});
}
END_TEST

START_TEST(race)
{
    judge_title("four threads carry out 1000 orders for two accounts");
    judge_stir(1);
    check_whole_day(2, 1000, 4, usual);
}
END_TEST

/* --- explored ------------------------------------------------------------- */

/* What threads do to a bank of two accounts; each order has a thread. */
struct scene {
    struct open_args open;
    struct day_args day;
    struct statement *closing;
    int64_t *fees, *fees_after;
    struct largest *largest, *largest_after;
};

/* Three orders: postings to the accounts, or statements of them. */
static struct scene make_scene(const struct order *orders, size_t n)
{
    struct scene s = {
        .open = {0, 2, random_amount(50)},
        .day = {.orders = judge_in(n * sizeof *orders),
                .n = n,
                .results = judge_out(n * sizeof *s.day.results)},
        .closing = judge_out(2 * sizeof *s.closing),
        .fees = judge_out(sizeof *s.fees),
        .fees_after = judge_out(sizeof *s.fees_after),
        .largest = judge_out(sizeof *s.largest),
        .largest_after = judge_out(sizeof *s.largest_after),
    };
    memcpy((void *)s.day.orders, orders, n * sizeof *orders);
    judge_before(OP_OPEN, s.open);
    for (unsigned i = 0; i < n; i++)
        if (orders[i].amount == 0)
            judge_does(i, OP_STATEMENT,
                       (struct statement_args){0, orders[i].account,
                                               &s.day.results[i]});
        else
            judge_does(i, OP_POST,
                       (struct post_args){0, orders[i].account,
                                          orders[i].amount, &s.day.results[i]});
    return s;
}

/* Fees of postings that were over are in the sum, of others that had not
 * begun are not. */
static void check_fees_seen(const struct scene *s)
{
    const struct judge_event *events, *look = NULL;
    size_t n = judge_history(&events);
    int64_t least = 0, most = 0, got = *judge_got(s->fees);
    for (size_t i = 0; i < n; i++)
        if (events[i].op == OP_FEES && events[i].thread >= 0)
            look = &events[i];
    for (size_t i = 0; i < n && look != NULL; i++) {
        const struct post_args *a = events[i].args;
        if (events[i].op != OP_POST)
            continue;
        least += events[i].end < look->begin ? bank_fee(a->amount) : 0;
        most += events[i].begin < look->end ? bank_fee(a->amount) : 0;
    }
    judge_expect(look == NULL || (got >= least && got <= most),
                 "bank_fees returned %lld; %lld were due before it was called, "
                 "and %lld before it returned",
                 I(got), I(least), I(most));
}

static void check_scene(void *data)
{
    const struct scene *s = data;
    const struct judge_event *events;
    size_t n = judge_history(&events);
    struct ledger l = check_day(&s->open, &s->day);
    check_closing(&l, judge_got(s->closing));
    check_fees(&l, *judge_got(s->fees_after));
    check_largest(&l, judge_got(s->largest_after));
    check_fees_seen(s);
    for (size_t i = 0; i < n; i++)
        if (events[i].op == OP_LARGEST && events[i].thread >= 0)
            check_posted(&l, judge_got(s->largest));
    ledger_clear(&l);
}

static void explore(const char *what, struct scene *s)
{
    for (unsigned i = 0; i < 2; i++)
        judge_after(OP_STATEMENT,
                    (struct statement_args){0, i, &s->closing[i]});
    judge_after(OP_FEES, (struct fees_args){0, s->fees_after});
    judge_after(OP_LARGEST, (struct largest_args){0, s->largest_after});
    judge_after(OP_CLOSE, (struct close_args){0});
    judge_explore(what, check_scene, s);
}

/* The largest comes last: whoever forgets to look again loses it. */
START_TEST(posts)
{
    static const struct order same[] = {{0, 100}, {0, 300}, {0, 0}};
    static const struct order apart[] = {{0, 100}, {1, 300}, {1, 200}};
    judge_title("postings at the same time, in every order");
    judge_schedules(800);
    struct scene s = make_scene(same, 3);
    explore("two post to one account, one asks for a statement", &s);
    s = make_scene(apart, 3);
    explore("three post to two accounts", &s);
}
END_TEST

START_TEST(looks)
{
    static const struct order orders[] = {{0, 100}, {1, -200}};
    judge_title("fees and the largest amount, looked at while others post");
    judge_schedules(800);
    struct scene s = make_scene(orders, 2);
    judge_does(2, OP_FEES, (struct fees_args){0, s.fees});
    judge_does(2, OP_LARGEST, (struct largest_args){0, s.largest});
    explore("two post, one looks at the bank", &s);
}
END_TEST

/* --- speed --------------------------------------------------------------- */

/*
 * Whoever posts to another account need not wait for a posting that takes
 * long, nor for one that waits for it.  A few accounts may well share a lock
 * with the one that is busy; all of them only do if there is but one lock, of
 * whatever make, or if one is kept while another is waited for.
 */
START_TEST(elsewhere)
{
    enum { ACCOUNTS = 64, OTHERS = 7 };
    judge_title("a posting that takes long, and others to other accounts");
    judge_call(OP_OPEN, (struct open_args){0, ACCOUNTS, 0});
    judge_puppets(1 + OTHERS + 2);
    int64_t amount = random_amount(0);
    bool held = hold_up(amount, judge_out(sizeof(struct statement)));
    unsigned step = 1 + 2 * (unsigned)judge_below(4), waiting = 0;
    judge_tell(1 + OTHERS, OP_POST,
               (struct post_args){0, 0, -random_amount(0),
                                  judge_out(sizeof(struct statement))});
    judge_settle();
    for (unsigned i = 1; i <= OTHERS; i++)
        judge_tell(i, OP_POST,
                   (struct post_args){0, i * step, -random_amount(0),
                                      judge_out(sizeof(struct statement))});
    judge_settle();
    for (unsigned i = 1; i <= OTHERS; i++)
        waiting += !judge_answered(i);
    if (held && waiting == OTHERS)
        judge_fail(CAUSE_SLOW,
                   "while one thread posts to account 0 and another one waits "
                   "for that, none of %u others gets on with other accounts: "
                   "one lock guards too much, or is kept too long",
                   waiting);
    if (held)
        let_go(2 + OTHERS);
    for (unsigned i = 0; i <= 1 + OTHERS; i++)
        judge_await(i);
    judge_puppets(0);
    judge_call(OP_CLOSE, (struct close_args){0});
}
END_TEST

static void speed_round(void *data, unsigned threads)
{
    const struct mix *mix = data;
    check_whole_day(64, 4000, threads, *mix);
}

START_TEST(speed)
{
    struct mix mix = {.statements = 10, .negative = 40, .first = 5};
    judge_title("a day of 4000 orders for 64 accounts");
    judge_speed("bank_day", speed_round, &mix);
}
END_TEST

Suite *exercise_suite(void)
{
    Suite *suite = suite_create("guards");
    TCase *correct = judge_tcase(suite, "correct", "correct");
    tcase_add_test(correct, steps);
    tcase_add_test(correct, edges);
    tcase_add_test(correct, kinds);
    tcase_add_test(correct, crowded);
    tcase_add_test(correct, watched);
    TCase *held = judge_tcase(suite, "half way", "correct race");
    tcase_add_test(held, half_way);
    TCase *races = judge_tcase(suite, "race", "race");
    tcase_add_test(races, meet);
    tcase_add_test(races, race);
    TCase *orders = judge_tcase(suite, "explore", "explore");
    tcase_add_test(orders, posts);
    tcase_add_test(orders, looks);
    TCase *fast = judge_tcase(suite, "speed", "speed");
    tcase_add_test(fast, elsewhere);
    tcase_add_test(fast, speed);
    return suite;
}

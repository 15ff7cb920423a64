/*
 * publish.c - judges the exercise `publish`.
 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "calls.h"
#include "judge.h"
#include "publish.h"

/* --- letters ------------------------------------------------------------- */

/* Letters that go one way, or come out. */
static struct post_args post(size_t n, size_t patience, bool out)
{
    struct post_args a = {.n = n, .patience = patience};
    a.letters = (out ? judge_out : judge_in)(n * sizeof *a.letters);
    a.done = judge_out(sizeof *a.done);
    if (!out)
        for (size_t i = 0; i < n; i++)
            for (unsigned w = 0; w < 4; w++)
                a.letters[i].words[w] = judge_random();
    return a;
}

/* The first letters taken are the first of those sent. */
static void check_letters(struct post_args sent, struct post_args taken)
{
    size_t n = *judge_got(taken.done);
    const struct letter *got = judge_got(taken.letters);
    judge_expect(n <= *judge_got(sent.done),
                 "letter_take gave %zu letters, and %zu had been put in", n,
                 *judge_got(sent.done));
    for (size_t i = 0; i < n && i < taken.n; i++)
        for (unsigned w = 0; w < 4; w++)
            judge_expect(got[i].words[w] == sent.letters[i].words[w],
                         "letter %zu, word %u: letter_take gave 0x%" PRIx64
                         "; 0x%" PRIx64 " was put in",
                         i + 1, w, got[i].words[w], sent.letters[i].words[w]);
}

START_TEST(one_letter)
{
    judge_title("letterbox: one letter in, none over it, one out");
    for (unsigned again = 0; again < 3; again++) {
        struct post_args sent = post(2, 1, false), taken = post(2, 1, true);
        if (again == 0) {
            judge_call(OP_RECEIVE, taken);
            judge_expect(*judge_got(taken.done) == 0,
                         "letter_take returned true for an empty box");
        }
        judge_call(OP_SEND, sent);
        size_t done = *judge_got(sent.done);
        judge_expect(done > 0, "letter_put returned false for an empty box");
        judge_expect(done < 2, "letter_put returned true for a full box");
        judge_call(OP_RECEIVE, taken);
        judge_expect(*judge_got(taken.done) == 1,
                     "one letter was put in, and letter_take returned true %zu "
                     "times",
                     *judge_got(taken.done));
        judge_expect(memcmp(judge_got(taken.letters), sent.letters,
                            sizeof *sent.letters) == 0,
                     "letter_take gave another letter than was put in");
        judge_forget();
    }
}
END_TEST

static void correspond(size_t n)
{
    const size_t patience = 100000000;
    struct post_args sent = post(n, patience, false);
    struct post_args taken = post(n, patience, true);
    judge_puppets(2);
    judge_tell(1, OP_RECEIVE, taken);
    judge_tell(0, OP_SEND, sent);
    judge_await(0);
    judge_await(1);
    check_letters(sent, taken);
    judge_puppets(0);
}

START_TEST(many_letters)
{
    judge_title("letterbox: one thread sends, another one receives");
    correspond(2000); /* on a busy machine each letter waits for a core */
}
END_TEST

/* --- readings ------------------------------------------------------------ */

/* The k-th reading; all zero for k = 0. */
static struct reading reading(uint64_t k)
{
    return (struct reading){k, 3 * k, k << 20, ~k * (k > 0)};
}

static bool same(const struct reading *a, const struct reading *b)
{
    return memcmp(a, b, sizeof *a) == 0;
}

static struct reading_args readings(size_t n, uint64_t first)
{
    struct reading_args a = {judge_in(n * sizeof *a.readings), n};
    for (size_t i = 0; i < n; i++)
        a.readings[i] = reading(first + i);
    return a;
}

static struct reading_args looks(size_t n)
{
    return (struct reading_args){judge_out(n * sizeof(struct reading)), n};
}

/* Each look must give one of the readings 0 to `last`, none older than the
 * one before it. */
static void check_looks(struct reading_args a, uint64_t last)
{
    const struct reading *got = judge_got(a.readings);
    uint64_t newest = 0;
    for (size_t i = 0; i < a.n; i++) {
        struct reading right = reading(got[i].time);
        judge_expect(got[i].time <= last && same(&got[i], &right),
                     "reading_latest gave a reading that was never published: "
                     "{%" PRIu64 ", %" PRIu64 ", %" PRIu64 ", 0x%" PRIx64
                     "}; to time %" PRIu64 " belongs {%" PRIu64 ", %" PRIu64
                     ", 0x%" PRIx64 "}",
                     got[i].time, got[i].temperature, got[i].pressure,
                     got[i].humidity, got[i].time, right.temperature,
                     right.pressure, right.humidity);
        judge_expect(got[i].time >= newest,
                     "reading_latest gave the reading of time %" PRIu64
                     " after that of time %" PRIu64,
                     got[i].time, newest);
        newest = got[i].time;
    }
}

START_TEST(last_reading)
{
    judge_title("station: the latest reading, and zeros before the first");
    for (uint64_t k = 0; k < 10; k++) {
        struct reading_args look = looks(2);
        judge_call(OP_WATCH, look);
        struct reading right = reading(k), got = *judge_got(look.readings);
        judge_expect(same(&got, &right),
                     "reading_latest gave the reading of time %" PRIu64
                     "; the latest is of time %" PRIu64,
                     got.time, k);
        struct reading_args news = readings(1, k + 1);
        judge_call(OP_PUBLISH, news);
        judge_forget();
    }
}
END_TEST

static void observe(unsigned watchers, size_t published, size_t watched)
{
    struct reading_args news = readings(published, 1), seen[16];
    judge_puppets(1 + watchers);
    for (unsigned i = 0; i < watchers; i++) {
        seen[i] = looks(watched);
        judge_tell(1 + i, OP_WATCH, seen[i]);
    }
    judge_tell(0, OP_PUBLISH, news);
    for (unsigned i = 0; i <= watchers; i++)
        judge_await(i);
    for (unsigned i = 0; i < watchers; i++)
        check_looks(seen[i], published);
    judge_puppets(0);
}

START_TEST(many_readings)
{
    judge_title("station: one publishes, three watch");
    observe(3, 100000, 50000);
}
END_TEST

/* --- the table ----------------------------------------------------------- */

static struct table_args table_args(void)
{
    struct table_args a = {judge_out(sizeof *a.sum), judge_out(sizeof *a.where),
                           judge_out(sizeof *a.made)};
    return a;
}

static void check_table(struct table_args a, unsigned askers)
{
    uint64_t right = 0;
    for (uint64_t e = 0; e < TABLE_SIZE; e++)
        right += e * e;
    judge_expect(*judge_got(a.where) != 0, "table_get returned NULL");
    judge_expect(*judge_got(a.made) == 1,
                 "%u threads called table_get, and table_make was called %zu "
                 "times",
                 askers, *judge_got(a.made));
    judge_expect(*judge_got(a.sum) == right,
                 "a thread found a table that was not yet finished");
}

/* All ask at the same time, and once more when they have it. */
static void ask_together(unsigned askers)
{
    struct table_args a[16];
    judge_puppets(askers);
    for (unsigned again = 0; again < 2; again++) {
        for (unsigned i = 0; i < askers; i++) {
            a[i] = table_args();
            judge_tell(i, OP_TABLE, a[i]);
        }
        for (unsigned i = 0; i < askers; i++)
            judge_await(i);
        for (unsigned i = 0; i < askers; i++) {
            check_table(a[i], askers);
            judge_expect(*judge_got(a[i].where) == *judge_got(a[0].where),
                         "two threads got different tables");
        }
    }
    judge_puppets(0);
}

START_TEST(table_for_one)
{
    judge_title("table: made once, for one thread that asks twice");
    ask_together(1);
}
END_TEST

START_TEST(table_for_many)
{
    judge_title("table: made once, for eight threads that ask together");
    judge_stir(2);
    ask_together(8);
}
END_TEST

/* --- the truth about the litmus tests ------------------------------------ */

/*
 * The outcome in question as accesses with the values that they read or
 * write; threads divided by |, what is read in the end after a semicolon.
 */
static const struct {
    const char *name, *accesses, *why;
} tests[LITMUS_TESTS] = {
    [STORES] = {"STORES", "Wx1 Ry0|Wy1 Rx0",
                "a store may still be on its way to memory when the load "
                "after it is done; release and acquire order what comes "
                "before a store and after a load, not a store and a later "
                "load; only one order of everything, as seq_cst has it, does"},
    [MESSAGE] = {"MESSAGE", "Wx1 Wy1|Ry1 Rx0",
                 "relaxed accesses of two variables have no order; an acquire "
                 "load that reads what a release store wrote sees all that "
                 "was written before it"},
    [LOADS] = {"LOADS", "Rx1 Wy1|Ry1 Wx1",
               "C11 lets a relaxed store be done before an earlier relaxed "
               "load of another variable, and some processors do it; with "
               "acquire and release each load would have to happen before "
               "the store that it reads"},
    [COHERENCE] = {"COHERENCE", "Wx1|Rx1 Rx0",
                   "all threads agree on the order of the values of one "
                   "variable, and none sees them go backwards, not even "
                   "relaxed"},
    [CHAIN] = {"CHAIN", "Wx1|Rx1 Wy1|Ry1 Rx0",
               "happens-before goes from thread to thread to thread, if each "
               "step is release and acquire; relaxed there is no step"},
    [OBSERVERS] = {"OBSERVERS", "Wx1|Wy1|Rx1 Ry0|Ry1 Rx0",
                   "two stores by two threads have no order that all must "
                   "agree on; release and acquire give none either; seq_cst "
                   "does"},
    [OVERWRITES] = {"OVERWRITES", "Wx1 Wy2|Wy1 Wx2;Rx1 Ry1",
                    "nobody reads, so release and acquire have nothing to "
                    "work on, and each variable has an order of its own; "
                    "seq_cst has one order for both"},
};

enum { ACCESSES = 12 };

struct access {
    char kind, where; /* 'W' or 'R', 'x' or 'y' */
    int value;
    unsigned thread;
};

struct relation {
    bool holds[ACCESSES][ACCESSES];
};

/* One way in which a test may have gone. */
struct execution {
    struct access a[ACCESSES]; /* 0 and 1 write the first values */
    unsigned n;
    struct relation reads;  /* from a store to the loads that read it */
    struct relation before; /* within a thread, and start and end of all */
    bool backwards[2];      /* order of the later stores to x, to y */
};

static struct relation both(struct relation a, const struct relation *b)
{
    for (unsigned i = 0; i < ACCESSES; i++)
        for (unsigned j = 0; j < ACCESSES; j++)
            a.holds[i][j] |= b->holds[i][j];
    return a;
}

/* Adds what follows in several steps. */
static struct relation closed(struct relation r)
{
    for (unsigned k = 0; k < ACCESSES; k++)
        for (unsigned i = 0; i < ACCESSES; i++)
            for (unsigned j = 0; j < ACCESSES; j++)
                r.holds[i][j] |= r.holds[i][k] && r.holds[k][j];
    return r;
}

static struct execution execution_read(const char *text)
{
    struct execution e = {.a = {{'W', 'x', 0, 0}, {'W', 'y', 0, 0}}, .n = 2};
    const unsigned end = 9;
    unsigned thread = 1;
    for (; *text != '\0'; text++) {
        if (*text == '|' || *text == ';')
            thread = *text == '|' ? thread + 1 : end;
        else if (*text == 'W' || *text == 'R')
            e.a[e.n++] =
                (struct access){text[0], text[1], text[2] - '0', thread};
    }
    for (unsigned i = 0; i < e.n; i++)
        for (unsigned j = 0; j < e.n; j++) {
            const struct access *a = &e.a[i], *b = &e.a[j];
            e.before.holds[i][j] =
                a->thread == b->thread
                    ? i < j
                    : a->thread == 0 || (b->thread == end && a->thread < end);
            e.reads.holds[i][j] = a->kind == 'W' && b->kind == 'R' &&
                                  a->where == b->where && a->value == b->value;
        }
    return e;
}

/* All stores to one variable stand in one order: first values first. */
static struct relation modification(const struct execution *e)
{
    struct relation r = {0};
    for (unsigned i = 0; i < e->n; i++)
        for (unsigned j = 0; j < e->n; j++) {
            const struct access *a = &e->a[i], *b = &e->a[j];
            if (a->kind == 'W' && b->kind == 'W' && a->where == b->where)
                r.holds[i][j] =
                    i < 2   ? j >= 2
                    : j < 2 ? false
                            : (i < j) != e->backwards[a->where - 'x'] && i != j;
        }
    return r;
}

/* From a load to the stores that overwrite what it read. */
static struct relation overwritten(const struct execution *e,
                                   const struct relation *order)
{
    struct relation r = {0};
    for (unsigned store = 0; store < e->n; store++)
        for (unsigned load = 0; load < e->n; load++)
            for (unsigned later = 0; later < e->n; later++)
                r.holds[load][later] |=
                    e->reads.holds[store][load] && order->holds[store][later];
    return r;
}

/*
 * C11, 5.1.2.4 and 7.17.3, in the form of Lahav, Vafeiadis, Kang, Hur and
 * Dreyer, "Repairing sequential consistency in C/C++11", PLDI 2017: nothing
 * happens before itself, nor before what it comes after in the life of one
 * variable; and what is seq_cst throughout stands in one order.
 */
static bool consistent(const struct execution *e, enum order strength)
{
    struct relation order = modification(e);
    struct relation over = overwritten(e, &order);
    struct relation life = both(order, &e->reads);
    life = closed(both(life, &over));
    struct relation happens = e->before;
    if (strength != RELAXED)
        happens = both(happens, &e->reads);
    happens = closed(happens);
    struct relation all = closed(both(e->before, &life));
    for (unsigned i = 0; i < e->n; i++) {
        if (happens.holds[i][i] || (strength == SEQ_CST && all.holds[i][i]))
            return false;
        for (unsigned j = 0; j < e->n; j++)
            if (happens.holds[i][j] && life.holds[j][i])
                return false;
    }
    return true;
}

static enum answer truth(enum litmus test, enum order strength)
{
    struct execution e = execution_read(tests[test].accesses);
    for (unsigned choice = 0; choice < 4; choice++) {
        e.backwards[0] = choice & 1;
        e.backwards[1] = choice & 2;
        if (consistent(&e, strength))
            return POSSIBLE;
    }
    return NEVER;
}

START_TEST(answers)
{
    static const char *const strengths[] = {"RELAXED", "RELEASE_ACQUIRE",
                                            "SEQ_CST"};
    static const char *const words[] = {"NEVER", "POSSIBLE"};
    struct litmus_args a = {judge_out(sizeof litmus)};
    judge_title("what C11 allows, row by row");
    judge_call(OP_LITMUS, a);
    for (enum litmus t = 0; t < LITMUS_TESTS; t++)
        for (enum order o = 0; o < ORDERS; o++) {
            enum answer said = judge_got(a.answers)[t][o], right = truth(t, o);
            judge_expect(said == right, "litmus[%s][%s] is %s; right is %s: %s",
                         tests[t].name, strengths[o],
                         said <= POSSIBLE ? words[said] : "no answer",
                         words[right], tests[t].why);
        }
}
END_TEST

/* --- explore ------------------------------------------------------------- */

struct mail {
    struct post_args sent, taken;
};

static void check_mail(void *data)
{
    const struct mail *m = data;
    check_letters(m->sent, m->taken);
}

START_TEST(explore_letters)
{
    judge_title("letterbox: one puts three letters in, one takes them out");
    struct mail m = {post(3, 4, false), post(3, 4, true)};
    judge_does(0, OP_SEND, m.sent);
    judge_does(1, OP_RECEIVE, m.taken);
    judge_explore("three letters", check_mail, &m);
}
END_TEST

struct watch {
    size_t published;
    unsigned watchers;
    struct reading_args seen[2];
};

static void check_watch(void *data)
{
    const struct watch *w = data;
    for (unsigned i = 0; i < w->watchers; i++)
        check_looks(w->seen[i], w->published);
}

static void explore_watch(const char *what, struct watch w, size_t times)
{
    struct reading_args news = readings(w.published, 1);
    judge_does(0, OP_PUBLISH, news);
    for (unsigned i = 0; i < w.watchers; i++) {
        w.seen[i] = looks(times);
        judge_does(1 + i, OP_WATCH, w.seen[i]);
    }
    judge_explore(what, check_watch, &w);
}

START_TEST(explore_readings)
{
    judge_title("station: one publishes, others watch");
    explore_watch("two readings, one looks twice", (struct watch){2, 1}, 2);
    explore_watch("one reading, two look", (struct watch){1, 2}, 1);
}
END_TEST

struct wanted {
    unsigned askers;
    struct table_args got[3];
};

static void check_wanted(void *data)
{
    const struct wanted *w = data;
    for (unsigned i = 0; i < w->askers; i++)
        check_table(w->got[i], w->askers);
}

static void explore_ask(const char *what, struct wanted w)
{
    for (unsigned i = 0; i < w.askers; i++) {
        w.got[i] = table_args();
        judge_does(i, OP_TABLE, w.got[i]);
    }
    judge_explore(what, check_wanted, &w);
}

START_TEST(explore_table)
{
    judge_title("table: all ask when it is not there");
    explore_ask("two ask", (struct wanted){2});
    explore_ask("three ask", (struct wanted){3});
}
END_TEST

/* --- speed --------------------------------------------------------------- */

static void watch_round(void *data, unsigned threads)
{
    const size_t times = 400000;
    (void)data;
    uint64_t *sum = judge_out(sizeof *sum);
    struct reading_args now = readings(1, 7);
    judge_call(OP_PUBLISH, now);
    judge_call(OP_WATCH_OFTEN, (struct often_args){times, threads, sum});
    judge_expect(*judge_got(sum) == times * publish_mix(now.readings->humidity),
                 "reading_latest gave something else than the latest reading");
}

static void table_round(void *data, unsigned threads)
{
    const size_t laps = 6000;
    uint64_t *sum = judge_out(sizeof *sum), right = 0;
    (void)data;
    judge_call(OP_TABLE_OFTEN,
               (struct often_args){laps * TABLE_SIZE, threads, sum});
    for (uint64_t e = 0; e < TABLE_SIZE; e++)
        right += publish_mix(e * e) * laps;
    judge_expect(*judge_got(sum) == right, "table_get gave a wrong table");
}

START_TEST(speed_watch)
{
    judge_title("reading_latest");
    judge_speed("reading_latest", watch_round, NULL);
}
END_TEST

START_TEST(speed_table)
{
    judge_title("table_get");
    judge_speed("table_get", table_round, NULL);
}
END_TEST

Suite *exercise_suite(void)
{
    Suite *suite = suite_create("publish");
    TCase *correct = judge_tcase(suite, "correct", "correct");
    tcase_add_test(correct, one_letter);
    tcase_add_test(correct, many_letters);
    tcase_add_test(correct, last_reading);
    tcase_add_test(correct, many_readings);
    tcase_add_test(correct, table_for_one);
    tcase_add_loop_test(correct, table_for_many, 0, 5);
    TCase *possible = judge_tcase(suite, "litmus", "litmus");
    tcase_add_test(possible, answers);
    TCase *schedules = judge_tcase(suite, "explore", "explore");
    tcase_add_test(schedules, explore_letters);
    tcase_add_test(schedules, explore_readings);
    tcase_add_test(schedules, explore_table);
    TCase *fast = judge_tcase(suite, "speed", "speed");
    tcase_add_test(fast, speed_watch);
    tcase_add_test(fast, speed_table);
    return suite;
}

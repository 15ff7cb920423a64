/*
 * delay.c - judges the exercise `delay`.
 */
#include <stdlib.h>
#include <string.h>

#include "calls.h"
#include "delay.h"
#include "judge.h"

enum { ASKS = 8, ARGS = 4 };

/* --- a sheet, and what is asked of it ----------------------------------------
 */

struct plan {
    uint32_t nodes;
    uint8_t *kind;
    int64_t *number;
    uint32_t *order, *first, *args; /* args: at most ARGS for each node */
    size_t asks;
    uint32_t ask[ASKS + 1];
    uint32_t *wanted;
};

static void begin(struct plan *p, uint32_t nodes)
{
    *p = (struct plan){.nodes = nodes};
    p->kind = judge_in(nodes + 1);
    p->number = judge_in((nodes + 1) * sizeof *p->number);
    p->order = judge_in((nodes + 1) * sizeof *p->order);
    p->first = judge_in((nodes + 1) * sizeof *p->first);
    p->args = judge_in((nodes + 1) * ARGS * sizeof *p->args);
    p->wanted = judge_in((nodes + 1) * ASKS * sizeof *p->wanted);
    for (uint32_t t = 0; t < nodes; t++) {
        p->order[t] = t;
        p->number[t] = (int64_t)judge_below(1000000);
    }
}

/* Nodes are described by their numbers, one after the other. */
static void node(struct plan *p, uint32_t t, uint8_t kind, size_t n,
                 const uint32_t *args)
{
    p->kind[t] = kind;
    memcpy(p->args + p->first[t], args, n * sizeof *args);
    p->first[t + 1] = p->first[t] + (uint32_t)n;
}

static void ask(struct plan *p, size_t n, const uint32_t *wanted)
{
    memcpy(p->wanted + p->ask[p->asks], wanted, n * sizeof *wanted);
    p->ask[p->asks + 1] = p->ask[p->asks] + (uint32_t)n;
    p->asks++;
}

static void shuffle(struct plan *p)
{
    for (uint32_t i = p->nodes; i > 1; i--) {
        uint32_t j = (uint32_t)judge_below(i), t = p->order[j];
        p->order[j] = p->order[i - 1];
        p->order[i - 1] = t;
    }
}

/* --- what is right
 * ------------------------------------------------------------ */

/* All nodes that the i-th ask needs. */
static bool *needed(const struct plan *p, size_t i)
{
    bool *need = calloc(p->nodes + 1ul, 1);
    uint32_t *stack = malloc((p->nodes + 1ul) * sizeof *stack), depth = 0;
    for (uint32_t w = p->ask[i]; w < p->ask[i + 1]; w++)
        if (!need[p->wanted[w]])
            need[stack[depth++] = p->wanted[w]] = true;
    while (depth > 0) {
        uint32_t t = stack[--depth];
        for (uint32_t e = p->first[t]; e < p->first[t + 1]; e++)
            if (!need[p->args[e]])
                need[stack[depth++] = p->args[e]] = true;
    }
    free(stack);
    return need;
}

/* How each node ends, if it is asked for: in rounds, as long as anything is
 * found out. What lies on or behind a circle stays UNKNOWN. */
enum fate { UNKNOWN, GOOD, NONE, BAD, SPOILED };

struct truth {
    enum fate *fate;
    int64_t *value;
};

static enum fate judge_node(const struct plan *p, const struct truth *w,
                            uint32_t t)
{
    enum fate fate = p->kind[t] == IS_NOTHING ? NONE : GOOD;
    if (p->kind[t] == IS_FAILURE)
        fate = BAD;
    for (uint32_t e = p->first[t]; e < p->first[t + 1]; e++) {
        enum fate of = w->fate[p->args[e]];
        if (of == UNKNOWN)
            return UNKNOWN;
        if (of != GOOD)
            fate = SPOILED;
    }
    return fate;
}

static void find_values(const struct plan *p, struct truth *w)
{
    bool news = true;
    while (news) {
        news = false;
        for (uint32_t t = 0; t < p->nodes; t++) {
            if (w->fate[t] != UNKNOWN)
                continue;
            w->fate[t] = judge_node(p, w, t);
            news = news || w->fate[t] != UNKNOWN;
            uint64_t sum = (uint64_t)p->number[t];
            for (uint32_t e = p->first[t]; e < p->first[t + 1]; e++)
                sum += (e - p->first[t] + 1) * (uint64_t)w->value[p->args[e]];
            w->value[t] = (int64_t)sum;
        }
    }
}

/* --- looking at the answers
 * ------------------------------------------------------ */

static const char *const ends[] = {"DELAY_DONE", "DELAY_MISSING", "DELAY_CYCLE",
                                   "DELAY_FAILED"};

struct answer {
    const struct plan *p;
    const struct truth *truth;
    const struct whole_args *args;
    const bool *need;
    size_t i; /* which ask */
    const uint32_t *blame;
    uint32_t blamed;
};

static bool is_arg(const struct plan *p, uint32_t of, uint32_t arg)
{
    for (uint32_t e = p->first[of]; e < p->first[of + 1]; e++)
        if (p->args[e] == arg)
            return true;
    return false;
}

static void check_circle(const struct answer *a)
{
    bool *seen = calloc(a->p->nodes + 1ul, 1);
    judge_expect(a->blamed > 0 && a->blamed <= a->p->nodes,
                 "DELAY_CYCLE blames %u nodes", a->blamed);
    for (uint32_t i = 0; i < a->blamed; i++) {
        uint32_t t = a->blame[i], next = a->blame[(i + 1) % a->blamed];
        judge_expect(
            t < a->p->nodes && next < a->p->nodes && !seen[t] && a->need[t] &&
                is_arg(a->p, next, t),
            "DELAY_CYCLE blames %u nodes, and number %u of them is not "
            "an argument of the one that is blamed after it",
            a->blamed, i + 1);
        seen[t] = true;
    }
    free(seen);
}

static void check_one(const struct answer *a, enum fate fate, const char *end)
{
    judge_expect(a->blamed == 1, "%s blames %u nodes; right is one", end,
                 a->blamed);
    uint32_t t = a->blame[0];
    judge_expect(t < a->p->nodes && a->need[t] && a->truth->fate[t] == fate,
                 "%s blames node %u, and that is not to blame", end, t);
}

/* Which ends are possible, as bits. */
static unsigned possible(const struct answer *a)
{
    unsigned ends_possible = 0;
    for (uint32_t t = 0; t < a->p->nodes; t++)
        if (a->need[t] && a->truth->fate[t] == NONE)
            ends_possible |= 1u << DELAY_MISSING;
        else if (a->need[t] && a->truth->fate[t] == UNKNOWN)
            ends_possible |= 1u << DELAY_CYCLE;
    for (uint32_t t = 0; ends_possible == 0 && t < a->p->nodes; t++)
        if (a->need[t] && a->truth->fate[t] == BAD)
            return 1u << DELAY_FAILED;
    return ends_possible == 0 ? 1u << DELAY_DONE : ends_possible;
}

static void check_end(const struct answer *a, uint32_t end)
{
    unsigned right = possible(a);
    unsigned example = 0;
    while (!(right >> example & 1))
        example++;
    judge_expect(end <= DELAY_FAILED && (right >> end & 1),
                 "delay_compute returned %s; right is %s",
                 end <= DELAY_FAILED ? ends[end] : "nonsense", ends[example]);
    if (end == DELAY_CYCLE)
        check_circle(a);
    else if (end != DELAY_DONE)
        check_one(a, end == DELAY_MISSING ? NONE : BAD, ends[end]);
}

static void check_results(const struct answer *a)
{
    const struct plan *p = a->p;
    const int64_t *results = judge_got(a->args->results);
    for (uint32_t w = p->ask[a->i]; w < p->ask[a->i + 1]; w++)
        judge_expect(results[w] == a->truth->value[p->wanted[w]],
                     "node %u of %u came out as %lld; right is %lld",
                     p->wanted[w], p->nodes, (long long)results[w],
                     (long long)a->truth->value[p->wanted[w]]);
}

static void check_no_results(const struct answer *a)
{
    const struct plan *p = a->p;
    const int64_t *results = judge_got(a->args->results);
    for (uint32_t w = p->ask[a->i]; w < p->ask[a->i + 1]; w++)
        judge_expect(results[w] == NOT_STORED,
                     "results[%u] was stored, though not all of what was "
                     "wanted could be computed",
                     w - p->ask[a->i]);
}

/* `least`: nodes that must have been called by now. */
static void check_calls(const struct answer *a, bool *allowed, bool *least,
                        bool done)
{
    const struct plan *p = a->p;
    const uint32_t *calls =
        (const uint32_t *)judge_got(a->args->calls) + a->i * p->nodes;
    unsigned early = possible(a) & (1u << DELAY_MISSING | 1u << DELAY_CYCLE);
    for (uint32_t t = 0; t < p->nodes; t++) {
        bool call = p->kind[t] == IS_SUM || p->kind[t] == IS_FAILURE;
        enum fate f = a->truth->fate[t];
        allowed[t] = allowed[t] ||
                     (call && a->need[t] && !early && (f == GOOD || f == BAD));
        least[t] = least[t] || (done && call && a->need[t]);
        judge_expect(calls[t] <= 1,
                     "the function of node %u of %u was called %u times", t,
                     p->nodes, calls[t]);
        judge_expect(calls[t] <= allowed[t],
                     "the function of node %u of %u was called, and %s", t,
                     p->nodes,
                     early ? "something that is needed is missing or in a "
                             "circle"
                     : f == SPOILED ? "one of its arguments has failed"
                                    : "nobody needs it");
        judge_expect(calls[t] >= least[t],
                     "the function of node %u of %u was never called", t,
                     p->nodes);
    }
}

static void check(struct plan *p)
{
    struct truth truth = {calloc(p->nodes + 1ul, sizeof(enum fate)),
                          calloc(p->nodes + 1ul, sizeof(int64_t))};
    bool *allowed = calloc(p->nodes + 1ul, 1);
    bool *least = calloc(p->nodes + 1ul, 1);
    uint32_t *asked = judge_in(sizeof p->ask);
    memcpy(asked, p->ask, sizeof p->ask);
    struct whole_args args = {
        p->nodes,
        p->kind,
        p->number,
        p->order,
        p->first,
        p->args,
        p->asks,
        asked,
        p->wanted,
        judge_out((p->asks + 1) * sizeof(uint32_t)),
        judge_out((p->ask[p->asks] + 1) * sizeof(int64_t)),
        judge_out((p->asks + 1) * sizeof(uint32_t)),
        judge_out((p->asks * p->nodes + 1) * sizeof(uint32_t)),
        judge_out((p->asks * p->nodes + 1) * sizeof(uint32_t))};
    find_values(p, &truth);
    judge_call(OP_WHOLE, args);
    for (size_t i = 0; i < p->asks; i++) {
        bool *need = needed(p, i);
        uint32_t end = judge_got(args.end)[i];
        struct answer a = {p,
                           &truth,
                           &args,
                           need,
                           i,
                           (const uint32_t *)judge_got(args.blame) +
                               i * p->nodes,
                           judge_got(args.blamed)[i]};
        check_end(&a, end);
        if (end == DELAY_DONE)
            check_results(&a);
        else
            check_no_results(&a);
        check_calls(&a, allowed, least, end == DELAY_DONE);
        free(need);
    }
    free(truth.fate);
    free(truth.value);
    free(allowed);
    free(least);
    judge_forget();
}

/* --- sheets
 * ------------------------------------------------------------------------ */

/* Arguments are earlier nodes, or with `loose` any. */
static void random_nodes(struct plan *p, bool loose)
{
    for (uint32_t t = 0; t < p->nodes; t++) {
        uint32_t args[ARGS];
        size_t n = judge_below(ARGS + 1);
        bool call = t > 0 && judge_below(4) > 0;
        for (size_t i = 0; i < n; i++)
            args[i] = (uint32_t)judge_below(
                loose && judge_below(8) == 0 ? p->nodes : t + (t == 0));
        node(p, t, call ? IS_SUM : IS_VALUE, call ? n : 0, args);
    }
}

static void random_asks(struct plan *p, size_t asks)
{
    for (size_t i = 0; i < asks; i++) {
        uint32_t wanted[3];
        for (unsigned k = 0; k < 3; k++)
            wanted[k] = (uint32_t)judge_below(p->nodes);
        ask(p, judge_below(4), wanted);
    }
}

START_TEST(values)
{
    struct plan p;
    judge_title("the right values, each from one call, and no call too many");
    for (uint32_t nodes = 1; nodes < 120; nodes += 1 + nodes / 3)
        for (unsigned i = 0; i < 6; i++) {
            begin(&p, nodes);
            random_nodes(&p, false);
            shuffle(&p);
            random_asks(&p, 5);
            check(&p);
        }
}
END_TEST

START_TEST(nobody_asks)
{
    struct plan p;
    judge_title("nothing is computed before somebody asks");
    begin(&p, 30);
    random_nodes(&p, false);
    ask(&p, 0, NULL);
    check(&p);
    begin(&p, 0);
    ask(&p, 0, NULL);
    check(&p);
}
END_TEST

/* Each node needs the one before it, twice: 2 to the 60th ways down. */
START_TEST(ladder)
{
    struct plan p;
    judge_title("a node that is needed again and again is computed once");
    begin(&p, 60);
    for (uint32_t t = 0; t < 60; t++)
        node(&p, t, t == 0 ? IS_VALUE : IS_SUM, t == 0 ? 0 : 2,
             (const uint32_t[]){t - 1, t - 1});
    ask(&p, 1, (const uint32_t[]){59});
    ask(&p, 2, (const uint32_t[]){59, 30});
    check(&p);
}
END_TEST

START_TEST(deep)
{
    const uint32_t nodes = 300000;
    struct plan p;
    judge_title("a chain of 300,000 nodes");
    begin(&p, nodes);
    for (uint32_t t = 0; t < nodes; t++)
        node(&p, t, t == 0 ? IS_VALUE : IS_SUM, t > 0,
             (const uint32_t[]){t - 1});
    ask(&p, 1, (const uint32_t[]){nodes - 1});
    check(&p);
}
END_TEST

START_TEST(wide)
{
    const uint32_t nodes = 100000;
    struct plan p;
    judge_title("100,000 nodes that need a few others each");
    begin(&p, nodes);
    for (uint32_t t = 0; t < nodes; t++) {
        uint32_t args[2] = {t / 2, t - t / 3 - (t > 0)};
        node(&p, t, t < 5 ? IS_VALUE : IS_SUM, t < 5 ? 0 : 2, args);
    }
    for (uint32_t i = 1; i <= 4; i++)
        ask(&p, 1, (const uint32_t[]){nodes - i * i});
    check(&p);
}
END_TEST

START_TEST(many)
{
    enum { MANY = 1000 };
    uint32_t args[MANY];
    struct plan p;
    judge_title("a node that needs a thousand others");
    begin(&p, MANY + 1);
    for (uint32_t t = 0; t < MANY; t++) {
        args[t] = t;
        node(&p, t, t < MANY - 1 ? IS_VALUE : IS_SUM, t < MANY - 1 ? 0 : 1,
             (const uint32_t[]){0});
    }
    node(&p, MANY, IS_SUM, MANY, args);
    ask(&p, 1, (const uint32_t[]){MANY});
    check(&p);
}
END_TEST

START_TEST(circles)
{
    struct plan p;
    judge_title("nodes that need each other in a circle");
    for (unsigned i = 0; i < 40; i++) {
        begin(&p, 3 + i);
        random_nodes(&p, true);
        shuffle(&p);
        random_asks(&p, 4);
        check(&p);
    }
    begin(&p, 2);
    node(&p, 0, IS_SUM, 1, (const uint32_t[]){0});
    node(&p, 1, IS_VALUE, 0, NULL);
    ask(&p, 2, (const uint32_t[]){1, 0});
    ask(&p, 1, (const uint32_t[]){1});
    check(&p);
}
END_TEST

/* The whole sheet is one circle. */
START_TEST(long_circle)
{
    const uint32_t nodes = 100000;
    struct plan p;
    judge_title("a circle of 100,000 nodes");
    begin(&p, nodes);
    for (uint32_t t = 0; t < nodes; t++)
        node(&p, t, IS_SUM, 1, (const uint32_t[]){t == 0 ? nodes - 1 : t - 1});
    ask(&p, 1, (const uint32_t[]){nodes / 3});
    check(&p);
}
END_TEST

START_TEST(missing)
{
    struct plan p;
    judge_title("nodes that were never defined");
    for (unsigned i = 0; i < 40; i++) {
        begin(&p, 10 + i);
        random_nodes(&p, false);
        for (unsigned k = 0; k < 3; k++) {
            uint32_t t = (uint32_t)judge_below(p.nodes);
            if (p.kind[t] == IS_VALUE)
                p.kind[t] = IS_NOTHING;
        }
        random_asks(&p, 4);
        check(&p);
    }
}
END_TEST

START_TEST(failing)
{
    struct plan p;
    judge_title("functions that fail");
    for (unsigned i = 0; i < 60; i++) {
        begin(&p, 8 + i / 2);
        random_nodes(&p, false);
        for (unsigned k = 0; k < 3; k++) {
            uint32_t t = (uint32_t)judge_below(p.nodes);
            if (p.kind[t] == IS_SUM)
                p.kind[t] = IS_FAILURE;
        }
        shuffle(&p);
        random_asks(&p, 6);
        check(&p);
    }
}
END_TEST

Suite *exercise_suite(void)
{
    Suite *suite = suite_create("delay");
    TCase *correct = judge_tcase(suite, "correct", "correct");
    tcase_add_test(correct, values);
    tcase_add_test(correct, nobody_asks);
    TCase *once = judge_tcase(suite, "large", "large");
    tcase_add_test(once, ladder);
    tcase_add_test(once, deep);
    tcase_add_test(once, wide);
    tcase_add_test(once, many);
    TCase *bad = judge_tcase(suite, "bad", "bad");
    tcase_add_test(bad, circles);
    tcase_add_test(bad, long_circle);
    tcase_add_test(bad, missing);
    tcase_add_test(bad, failing);
    return suite;
}

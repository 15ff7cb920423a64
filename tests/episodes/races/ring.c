/*
 * ring.c - judges the exercise `ring`.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "calls.h"
#include "judge.h"
#include "linear.h"
#include "ring.h"
#include "traffic.h"

/* --- telling the worker what to do --------------------------------------- */

static void make(unsigned ring, size_t capacity)
{
    size_t *made = judge_out(sizeof *made);
    judge_call(OP_NEW, (struct new_args){ring, capacity, made});
    judge_expect(*judge_got(made) == 1, "ring_new(%zu) returned NULL",
                 capacity);
}

static uint64_t *random_values(size_t n)
{
    uint64_t *values = judge_in(n * sizeof *values);
    for (size_t i = 0; i < n; i++)
        values[i] = judge_random();
    return values;
}

/* Room for n values that come out. */
static struct move_args pops(unsigned ring, size_t n, size_t patience)
{
    uint64_t *values = judge_out(n * sizeof *values);
    return (struct move_args){ring, values, n, patience,
                              judge_out(sizeof(size_t))};
}

static struct move_args pushes(unsigned ring, uint64_t *values, size_t n,
                               size_t patience)
{
    return (struct move_args){ring, values, n, patience,
                              judge_out(sizeof(size_t))};
}

/* Pushes as many as go in, of n, with nobody else about. */
static void push(unsigned ring, uint64_t *values, size_t n, size_t right)
{
    struct move_args a = pushes(ring, values, n, 1);
    judge_call(OP_PUSH, a);
    size_t done = *judge_got(a.done);
    judge_expect(done >= right,
                 "ring_try_push returned false after %zu values, and there "
                 "was room for %zu",
                 done, right);
    judge_expect(done <= right,
                 "ring_try_push returned true for %zu values, and there was "
                 "room for %zu",
                 done, right);
}

static void pop(unsigned ring, const uint64_t *values, size_t n, size_t right)
{
    struct move_args a = pops(ring, n, 1);
    judge_call(OP_POP, a);
    size_t done = *judge_got(a.done);
    const uint64_t *got = judge_got(a.values);
    judge_expect(done >= right,
                 "ring_try_pop returned false after %zu values, and there "
                 "were %zu",
                 done, right);
    judge_expect(done <= right,
                 "ring_try_pop returned true %zu times, and there were %zu "
                 "values",
                 done, right);
    for (size_t i = 0; i < right; i++)
        judge_expect(got[i] == values[i],
                     "value %zu: ring_try_pop gave 0x%" PRIx64 "; the oldest "
                     "in the ring was 0x%" PRIx64,
                     i + 1, got[i], values[i]);
}

/* --- one thread at a time ------------------------------------------------ */

/* Through the largest go more values than 16 bits can count. */
START_TEST(first_in_first_out)
{
    static const size_t capacities[] = {2, 4, 8, 64, 1024};
    judge_title("one thread: holds what it should, first in, first out");
    for (size_t c = 0; c < sizeof capacities / sizeof *capacities; c++) {
        size_t capacity = capacities[c];
        unsigned laps = capacity < 1024 ? 5 : 70;
        make(0, capacity);
        uint64_t *values = random_values(capacity + 1);
        values[0] = 0; /* a value like any other */
        values[1] = UINT64_MAX;
        pop(0, values, 1, 0);
        for (unsigned lap = 0; lap < laps; lap++) {
            push(0, values, capacity + 1, capacity);
            pop(0, values, capacity + 1, capacity);
            push(0, values, 1 + lap % 2, 1 + lap % 2);
            pop(0, values, capacity, 1 + lap % 2);
        }
        judge_call(OP_FREE, (struct free_args){0});
        judge_forget();
    }
}
END_TEST

START_TEST(two_rings)
{
    judge_title("two rings have nothing to do with each other");
    make(0, 4);
    make(1, 2);
    uint64_t *a = random_values(5), *b = random_values(3);
    push(0, a, 3, 3);
    push(1, b, 3, 2);
    pop(0, a, 4, 3);
    pop(1, b, 3, 2);
    judge_call(OP_FREE, (struct free_args){0});
    push(1, b, 1, 1);
    pop(1, b, 2, 1);
    judge_call(OP_FREE, (struct free_args){1});
}
END_TEST

/* --- many at once -------------------------------------------------------- */

enum { THREADS_MOST = 8 };

/* The consumers share evenly what the producers bring. */
struct stream {
    unsigned producers, consumers;
    size_t capacity, each; /* each: values of one producer */
};

/* A value tells who brought it, and as which of his; and a number that
 * nobody can guess. */
static uint64_t label(uint64_t key, unsigned producer, size_t index)
{
    return key ^ ((uint64_t)producer << 32 | index);
}

/* New values only, those of each producer in their order. */
static void check_consumer(const struct stream *s, uint64_t key, bool *seen,
                           struct move_args a)
{
    const uint64_t *got = judge_got(a.values);
    size_t next[THREADS_MOST] = {0};
    judge_expect(*judge_got(a.done) == a.n,
                 "a thread waited for a value that never came: %zu of %zu came "
                 "out",
                 *judge_got(a.done), a.n);
    for (size_t i = 0; i < a.n; i++) {
        uint64_t producer = (got[i] ^ key) >> 32;
        size_t index = (got[i] ^ key) & UINT32_MAX;
        judge_expect(producer < s->producers && index < s->each,
                     "ring_try_pop gave 0x%" PRIx64 ", which nobody has "
                     "pushed",
                     got[i]);
        bool *here = &seen[producer * s->each + index];
        judge_expect(!*here, "0x%" PRIx64 " was pushed once and popped twice",
                     got[i]);
        judge_expect(index >= next[producer],
                     "a thread popped value %zu of one producer after its "
                     "value %zu",
                     index, next[producer] - 1);
        *here = true;
        next[producer] = index + 1;
    }
}

static void check_stream(const struct stream *s)
{
    const size_t patience = 1000000, all = s->producers * s->each;
    struct move_args push_args[THREADS_MOST], pop_args[THREADS_MOST];
    uint64_t key = judge_random();
    bool *seen = calloc(all, sizeof *seen);
    make(0, s->capacity);
    judge_puppets(s->producers + s->consumers);
    for (unsigned i = 0; i < s->consumers; i++) {
        pop_args[i] = pops(0, all / s->consumers, patience);
        judge_tell(s->producers + i, OP_POP, pop_args[i]);
    }
    for (unsigned p = 0; p < s->producers; p++) {
        uint64_t *values = judge_in(s->each * sizeof *values);
        for (size_t i = 0; i < s->each; i++)
            values[i] = label(key, p, i);
        push_args[p] = pushes(0, values, s->each, patience);
        judge_tell(p, OP_PUSH, push_args[p]);
    }
    for (unsigned i = 0; i < s->producers + s->consumers; i++)
        judge_await(i);
    for (unsigned p = 0; p < s->producers; p++)
        judge_expect(*judge_got(push_args[p].done) == s->each,
                     "ring_try_push went on to return false, and there was "
                     "room");
    for (unsigned i = 0; i < s->consumers; i++)
        check_consumer(s, key, seen, pop_args[i]);
    free(seen);
    judge_puppets(0);
    pop(0, NULL, 1, 0);
    judge_call(OP_FREE, (struct free_args){0});
    judge_forget();
}

static const struct stream streams[] = {
    {1, 1, 2, 20000}, {1, 4, 8, 8000},   {4, 1, 2, 3000},
    {4, 4, 4, 3000},  {2, 3, 64, 12000}, {3, 2, 2, 4000},
};

START_TEST(many_at_once)
{
    judge_title("many producers and consumers: each value once, in order");
    for (size_t i = 0; i < sizeof streams / sizeof *streams; i++)
        check_stream(&streams[i]);
}
END_TEST

/* --- race ---------------------------------------------------------------- */

START_TEST(race_in_turn)
{
    judge_title("four threads push and pop in turn");
    make(0, 2);
    judge_puppets(4);
    uint64_t *values = random_values(12);
    for (unsigned i = 0; i < 12; i++) {
        struct move_args in = pushes(0, values + i, 1, 1), out = pops(0, 1, 1);
        judge_tell(i % 4, OP_PUSH, in);
        judge_await(i % 4);
        judge_tell((i + 1 + i / 4) % 4, OP_POP, out);
        judge_await((i + 1 + i / 4) % 4);
        judge_expect(*judge_got(out.done) == 1 &&
                         *judge_got(out.values) == values[i],
                     "a value pushed by one thread was not the one popped by "
                     "the next");
    }
    judge_puppets(0);
    judge_call(OP_FREE, (struct free_args){0});
}
END_TEST

START_TEST(race_together)
{
    judge_title("two producers and two consumers at the same time");
    check_stream(&(struct stream){2, 2, 2, 40});
}
END_TEST

/* --- explore ------------------------------------------------------------- */

enum { CAPACITY = 2 };

/* The ring as it is when one thread uses it. */
struct state {
    uint64_t values[LINEAR_OPERATIONS];
    unsigned count;
};

/* True if another thread was in a call during this one. */
static bool disturbed(const struct judge_event *e)
{
    const struct judge_event *all;
    size_t n = judge_history(&all);
    for (size_t i = 0; i < n; i++)
        if (all[i].thread != e->thread && all[i].begin < e->end &&
            e->begin < all[i].end)
            return true;
    return false;
}

/* Each of these calls moves one value, or none. */
static bool step(void *memory, const struct judge_event *e)
{
    struct state *s = memory;
    const struct move_args *a = e->args;
    if (e->op != OP_PUSH && e->op != OP_POP)
        return true;
    bool push = e->op == OP_PUSH, done = *judge_got(a->done) == 1;
    bool possible = push ? s->count < CAPACITY : s->count > 0;
    if (!done)
        return !possible || disturbed(e);
    if (!possible)
        return false;
    if (push) {
        s->values[s->count++] = a->values[0];
        return true;
    }
    if (*judge_got(a->values) != s->values[0])
        return false;
    memmove(s->values, s->values + 1, --s->count * sizeof *s->values);
    return true;
}

static const struct linear_model model = {sizeof(struct state), NULL, step};

/* Values are numbered from 1 in the order in which they were given. */
static void tell_story(char *text, size_t room)
{
    const struct judge_event *all;
    size_t n = judge_history(&all), length = 0;
    bool began = false;
    text[0] = '\0';
    for (size_t i = 0; i < n && length < room; i++) {
        const struct move_args *a = all[i].args;
        bool push = all[i].op == OP_PUSH;
        if (!push && all[i].op != OP_POP)
            continue;
        bool done = *judge_got(a->done) == 1;
        uint64_t value = push ? a->values[0] : done ? *judge_got(a->values) : 0;
        const char *comma = length == 0 ? "" : ", ";
        began = began || all[i].thread >= 0;
        int printed = all[i].thread < 0
                          ? snprintf(text + length, room - length, "%s%s ",
                                     comma, began ? "afterwards" : "main")
                          : snprintf(text + length, room - length,
                                     "%sthread %d ", comma, all[i].thread + 1);
        length += (size_t)printed;
        if (length >= room)
            return;
        length += (size_t)snprintf(
            text + length, room - length,
            push   ? (done ? "pushes %" PRIu64 : "cannot push %" PRIu64)
            : done ? "pops %" PRIu64
                   : "finds nothing",
            value);
    }
}

static void check_history(void *data)
{
    const struct judge_event *all;
    size_t n = judge_history(&all);
    char story[400];
    (void)data;
    if (linear_explains(&model, all, n))
        return;
    tell_story(story, sizeof story);
    judge_fail(CAUSE_WRONG,
               "capacity 2: %s. There is no order of these calls, one after "
               "the other, in which a queue would do that",
               story);
}

/* '+' pushes the next value, '-' pops one. */
struct plot {
    const char *what;
    const char *before, *threads[4], *after;
};

static struct move_args one(char what, uint64_t *next)
{
    if (what == '-')
        return pops(0, 1, 1);
    uint64_t *value = judge_in(sizeof *value);
    *value = ++*next;
    return pushes(0, value, 1, 1);
}

static unsigned op_of(char what)
{
    return what == '+' ? OP_PUSH : OP_POP;
}

static void play(const struct plot *p)
{
    uint64_t next = 0;
    judge_before(OP_NEW,
                 (struct new_args){0, CAPACITY, judge_out(sizeof(size_t))});
    for (const char *c = p->before; *c != '\0'; c++) {
        struct move_args a = one(*c, &next);
        judge_before(op_of(*c), a);
    }
    for (unsigned t = 0; t < 4 && p->threads[t] != NULL; t++)
        for (const char *c = p->threads[t]; *c != '\0'; c++) {
            struct move_args a = one(*c, &next);
            judge_does(t, op_of(*c), a);
        }
    for (const char *c = p->after; *c != '\0'; c++) {
        struct move_args a = one(*c, &next);
        judge_after(op_of(*c), a);
    }
    judge_after(OP_FREE, (struct free_args){0});
    judge_explore(p->what, check_history, NULL);
}

static const struct plot plots[] = {
    {"two threads push, one pops", "", {"+", "+", "-"}, "---"},
    {"two threads pop, one pushes", "+", {"-", "-", "+"}, "--"},
    {"two threads push into the last place", "+", {"+", "+"}, "---"},
    {"two threads pop the last value", "+", {"-", "-"}, "-"},
    {"one thread goes round the ring while another one pushes",
     "",
     {"+", "+-+-+"},
     "---"},
    {"one thread goes round the ring while another one pops",
     "+",
     {"-", "+-+-"},
     "---"},
    {"one finds the ring full while another one makes room and fills it",
     "++",
     {"+", "--+"},
     "---"},
    {"one finds the ring empty while another one fills it and takes one",
     "",
     {"-", "++-"},
     "--"},
    {"one thread pushes, one pops, for more than a lap",
     "",
     {"+++", "---"},
     "----"},
};

START_TEST(explore)
{
    judge_title(plots[_i].what);
    play(&plots[_i]);
}
END_TEST

/* --- many at a time ------------------------------------------------------- */

static void traffic_round(void *data, unsigned threads)
{
    enum { ROOM = 256, ITEMS = 1500 };
    uint64_t *items = random_values(ITEMS), right = 0;
    uint64_t *sum = judge_out(sizeof *sum);
    (void)data;
    judge_call(OP_TRAFFIC,
               (struct traffic_args){ROOM, items, ITEMS, threads, sum});
    for (size_t i = 0; i < ITEMS; i++)
        right += traffic_both(items[i]);
    judge_expect(*judge_got(sum) == right,
                 "%u threads handed %d values through a ring, and others came "
                 "out",
                 threads, ITEMS);
}

START_TEST(traffic)
{
    judge_title("many threads hand values through one ring");
    judge_virtual("a push and a pop", traffic_round, NULL);
}
END_TEST

Suite *exercise_suite(void)
{
    Suite *suite = suite_create("ring");
    TCase *correct = judge_tcase(suite, "correct", "correct");
    tcase_add_test(correct, first_in_first_out);
    tcase_add_test(correct, two_rings);
    tcase_add_test(correct, many_at_once);
    TCase *races = judge_tcase(suite, "race", "race");
    tcase_add_test(races, race_in_turn);
    tcase_add_test(races, race_together);
    TCase *schedules = judge_tcase(suite, "explore", "explore");
    tcase_add_loop_test(schedules, explore, 0,
                        (int)(sizeof plots / sizeof *plots));
    tcase_add_test(judge_tcase(suite, "scale", "scale"), traffic);
    return suite;
}

/*
 * queue.c - judges the exercise `queue`.
 *
 * Puppets are told to push and pop, one or many values at a time.  That an
 * operation comes to its end is asked with judge_await, which finds a hang;
 * that it does not, with judge_settle and judge_answered.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "calls.h"
#include "judge.h"
#include "queue.h"

/* --- telling the worker what to do -------------------------------------- */

/* Values that go through a queue: what was told, where the answer will be. */
struct transfer {
    const uint64_t *values; /* of a push: in IN, of a pop: in OUT */
    size_t n;
    size_t *done;
};

static void make(unsigned queue, size_t capacity)
{
    size_t *made = judge_out(sizeof *made);
    judge_call(OP_NEW, (struct new_args){queue, capacity, made});
    judge_expect(*judge_got(made) == 1, "queue_new(%zu) returned NULL",
                 capacity);
}

/* Sends the puppets home and frees queue 0. */
static void finish(void)
{
    judge_puppets(0);
    judge_call(OP_FREE, (struct queue_args){0});
}

static uint64_t *random_values(size_t n)
{
    uint64_t *values = judge_in(n * sizeof *values);
    for (size_t i = 0; i < n; i++)
        values[i] = judge_random();
    return values;
}

static struct transfer tell_push(unsigned puppet, const uint64_t *values,
                                 size_t n)
{
    struct transfer t = {values, n, judge_out(sizeof *t.done)};
    judge_tell(puppet, OP_PUSH, (struct push_args){0, values, n, t.done});
    return t;
}

static struct transfer tell_pop(unsigned puppet, size_t n)
{
    uint64_t *values = judge_out(n * sizeof *values);
    struct transfer t = {values, n, judge_out(sizeof *t.done)};
    judge_tell(puppet, OP_POP, (struct pop_args){0, values, n, t.done});
    return t;
}

/* Closes queue 0 by a puppet that has nothing else to do. */
static void close_by(unsigned puppet)
{
    judge_tell(puppet, OP_CLOSE, (struct queue_args){0});
    judge_await(puppet);
}

/* --- and what must come of it ------------------------------------------- */

static void expect_pushed(unsigned puppet, struct transfer t)
{
    judge_await(puppet);
    judge_expect(*judge_got(t.done) == t.n,
                 "queue_push returned false for value %zu of %zu, and the "
                 "queue was open",
                 *judge_got(t.done) + 1, t.n);
}

static void expect_popped(unsigned puppet, struct transfer t,
                          const uint64_t *right)
{
    judge_await(puppet);
    judge_expect(*judge_got(t.done) == t.n,
                 "queue_pop returned false for value %zu of %zu, and the queue "
                 "was open or not yet empty",
                 *judge_got(t.done) + 1, t.n);
    const uint64_t *got = judge_got(t.values);
    for (size_t i = 0; i < t.n; i++)
        judge_expect(got[i] == right[i],
                     "value %zu of %zu: queue_pop gave 0x%" PRIx64 "; the "
                     "oldest in the queue was 0x%" PRIx64,
                     i + 1, t.n, got[i], right[i]);
}

/* The first of these values must have been turned down. */
static void expect_refused(unsigned puppet, struct transfer t, const char *what)
{
    judge_await(puppet);
    judge_expect(*judge_got(t.done) == 0, "%s returned true; right is false",
                 what);
}

static void expect_waiting(unsigned first, unsigned n, const char *what)
{
    judge_settle();
    for (unsigned i = first; i < first + n; i++)
        judge_expect(!judge_answered(i), "%s did not wait, but returned", what);
}

static void push_now(unsigned puppet, const uint64_t *values, size_t n)
{
    expect_pushed(puppet, tell_push(puppet, values, n));
}

static void pop_now(unsigned puppet, const uint64_t *right, size_t n)
{
    expect_popped(puppet, tell_pop(puppet, n), right);
}

/* --- one thread at a time ----------------------------------------------- */

START_TEST(first_in_first_out)
{
    static const size_t capacities[] = {1, 2, 3, 7, 64, 1000};
    judge_title("one thread: holds as much as it should, first in, first out");
    for (size_t c = 0; c < sizeof capacities / sizeof *capacities; c++) {
        size_t capacity = capacities[c], in = 0, out = 0;
        const size_t all = 3 * capacity + 5;
        make(0, capacity);
        judge_puppets(1);
        const uint64_t *values = random_values(all);
        push_now(0, values, in = capacity);
        while (out < all) {
            size_t n = 1 + judge_below(in - out);
            pop_now(0, values + out, n);
            out += n;
            size_t room = capacity - (in - out), rest = all - in;
            n = judge_below((room < rest ? room : rest) + 1);
            n += n == 0 && in == out && rest > 0;
            push_now(0, values + in, n);
            in += n;
        }
        finish();
        judge_forget();
    }
}
END_TEST

START_TEST(two_queues)
{
    const uint64_t *a, *b;
    uint64_t *got[QUEUES];
    size_t *done = judge_out(sizeof *done);
    judge_title("two queues have nothing to do with each other");
    a = random_values(3);
    b = random_values(3);
    make(0, 8);
    make(1, 8);
    judge_call(OP_PUSH, (struct push_args){0, a, 3, done});
    judge_call(OP_PUSH, (struct push_args){1, b, 3, done});
    judge_call(OP_CLOSE, (struct queue_args){0});
    for (unsigned q = QUEUES; q-- > 0;) {
        got[q] = judge_out(3 * sizeof **got);
        judge_call(OP_POP, (struct pop_args){q, got[q], 3, done});
        judge_expect(
            memcmp(judge_got(got[q]), q == 0 ? a : b, 3 * sizeof **got) == 0,
            "what was pushed into one of two queues did not come out "
            "of it");
    }
    judge_call(OP_PUSH, (struct push_args){1, b, 1, done});
    judge_expect(*judge_got(done) == 1,
                 "queue_push returned false after another queue was closed");
    judge_call(OP_FREE, (struct queue_args){0});
    judge_call(OP_FREE, (struct queue_args){1});
}
END_TEST

/* --- waiting ------------------------------------------------------------ */

START_TEST(pop_waits)
{
    enum { POPPERS = 3, PUSHER = POPPERS };
    judge_title("queue_pop waits while the queue is empty");
    make(0, 2);
    judge_puppets(POPPERS + 1);
    const uint64_t *value = random_values(POPPERS);
    for (unsigned i = 0; i < POPPERS; i++) {
        struct transfer t = tell_pop(i, 1);
        expect_waiting(i, 1, "queue_pop on an empty queue");
        push_now(PUSHER, value + i, 1);
        expect_popped(i, t, value + i);
    }
    finish();
}
END_TEST

START_TEST(push_waits)
{
    static const size_t capacities[] = {1, 4};
    judge_title("queue_push waits while the queue is full");
    for (unsigned c = 0; c < 2; c++) {
        size_t capacity = capacities[c];
        make(0, capacity);
        judge_puppets(3);
        const uint64_t *values = random_values(capacity + 1);
        push_now(0, values, capacity);
        struct transfer t = tell_push(1, values + capacity, 1);
        expect_waiting(1, 1, "queue_push on a full queue");
        pop_now(2, values, 1);
        expect_pushed(1, t);
        pop_now(2, values + 1, capacity);
        finish();
        judge_forget();
    }
}
END_TEST

/* A thread's second wait is one that ends without a signal. */
START_TEST(pop_spurious)
{
    judge_title("queue_pop: a wait that ends with no signal changes nothing");
    const char *plain = "queue_pop on an empty queue";
    const char *woken = "pthread_cond_wait returned without a signal, as it "
                        "may, and queue_pop on an empty queue";
    make(0, 3);
    judge_puppets(2);
    judge_spurious_wakeups(2);
    const uint64_t *value = random_values(3);
    for (unsigned i = 0; i < 3; i++) {
        struct transfer t = tell_pop(0, 1);
        expect_waiting(0, 1, i == 0 ? plain : woken);
        push_now(1, value + i, 1);
        expect_popped(0, t, value + i);
    }
    finish();
}
END_TEST

START_TEST(push_spurious)
{
    judge_title("queue_push: a wait that ends with no signal changes nothing");
    const char *plain = "queue_push on a full queue";
    const char *woken = "pthread_cond_wait returned without a signal, as it "
                        "may, and queue_push on a full queue";
    make(0, 1);
    judge_puppets(2);
    judge_spurious_wakeups(2);
    const uint64_t *value = random_values(4);
    push_now(0, value, 1);
    for (unsigned i = 0; i < 3; i++) {
        struct transfer t = tell_push(0, value + i + 1, 1);
        expect_waiting(0, 1, i == 0 ? plain : woken);
        pop_now(1, value + i, 1);
        expect_pushed(0, t);
    }
    pop_now(1, value + 3, 1);
    finish();
}
END_TEST

/* --- waking ------------------------------------------------------------- */

enum { SLEEPERS = 3 };

/* Each of the right values must be there once, in any order. */
static void expect_same(const uint64_t *got, const uint64_t *right, unsigned n)
{
    bool seen[SLEEPERS] = {false};
    for (unsigned i = 0; i < n; i++) {
        unsigned v = 0;
        while (v < n && (seen[v] || right[v] != got[i]))
            v++;
        judge_expect(v < n,
                     "%u values went in, and 0x%" PRIx64 " that came out is "
                     "not one of them, or came out twice",
                     n, got[i]);
        seen[v] = true;
    }
}

/* The values come so fast after each other that the first sleeper is not
 * awake before the last value is there. */
static void wake_poppers(size_t capacity)
{
    const uint64_t *values = random_values(SLEEPERS);
    struct transfer pops[SLEEPERS];
    uint64_t got[SLEEPERS];
    for (unsigned i = 0; i < SLEEPERS; i++)
        pops[i] = tell_pop(i, 1);
    judge_settle();
    expect_pushed(SLEEPERS, tell_push(SLEEPERS, values, SLEEPERS));
    for (unsigned i = 0; i < SLEEPERS; i++) {
        judge_await(i);
        judge_expect(*judge_got(pops[i].done) == 1,
                     "queue_pop on an open queue of capacity %zu returned "
                     "false",
                     capacity);
        got[i] = *judge_got(pops[i].values);
    }
    expect_same(got, values, SLEEPERS);
}

static void wake_pushers(size_t capacity)
{
    const uint64_t *values = random_values(capacity + SLEEPERS);
    struct transfer pushes[SLEEPERS];
    push_now(SLEEPERS, values, capacity);
    for (unsigned i = 0; i < SLEEPERS; i++)
        pushes[i] = tell_push(i, values + capacity + i, 1);
    judge_settle();
    struct transfer pop = tell_pop(SLEEPERS, capacity + SLEEPERS);
    judge_await(SLEEPERS);
    for (unsigned i = 0; i < SLEEPERS; i++)
        expect_pushed(i, pushes[i]);
    judge_expect(*judge_got(pop.done) == pop.n,
                 "queue_pop on an open queue of capacity %zu returned false",
                 capacity);
    expect_same(judge_got(pop.values) + capacity, values + capacity, SLEEPERS);
}

static void wake_all(void (*wake)(size_t capacity))
{
    static const size_t capacities[] = {1, 2, 4};
    const unsigned often = 3;
    for (unsigned c = 0; c < sizeof capacities / sizeof *capacities; c++) {
        make(0, capacities[c]);
        judge_puppets(SLEEPERS + 1);
        for (unsigned i = 0; i < often; i++)
            wake(capacities[c]);
        finish();
        judge_forget();
    }
}

START_TEST(every_popper_wakes)
{
    judge_title("three threads wait in queue_pop, and three values come");
    wake_all(wake_poppers);
}
END_TEST

START_TEST(every_pusher_wakes)
{
    judge_title("three threads wait in queue_push, and there is room again");
    wake_all(wake_pushers);
}
END_TEST

/* --- closing ------------------------------------------------------------ */

START_TEST(close_wakes_poppers)
{
    enum { POPPERS = 4, CLOSER = POPPERS };
    struct transfer t[POPPERS];
    judge_title("queue_close wakes all who wait in queue_pop");
    make(0, 3);
    judge_puppets(POPPERS + 1);
    for (unsigned i = 0; i < POPPERS; i++)
        t[i] = tell_pop(i, 1);
    expect_waiting(0, POPPERS, "queue_pop on an empty queue");
    close_by(CLOSER);
    for (unsigned i = 0; i < POPPERS; i++)
        expect_refused(i, t[i], "queue_pop on a closed and empty queue");
    const uint64_t *value = random_values(1);
    expect_refused(0, tell_push(0, value, 1), "queue_push on a closed queue");
    expect_refused(1, tell_pop(1, 1), "queue_pop on a closed and empty queue");
    finish();
}
END_TEST

START_TEST(close_wakes_pushers)
{
    enum { PUSHERS = 4, CLOSER = PUSHERS };
    const size_t capacity = 2;
    struct transfer t[PUSHERS];
    judge_title("queue_close wakes all who wait in queue_push");
    make(0, capacity);
    judge_puppets(PUSHERS + 1);
    const uint64_t *values = random_values(capacity + PUSHERS);
    push_now(CLOSER, values, capacity);
    for (unsigned i = 0; i < PUSHERS; i++)
        t[i] = tell_push(i, values + capacity + i, 1);
    expect_waiting(0, PUSHERS, "queue_push on a full queue");
    close_by(CLOSER);
    for (unsigned i = 0; i < PUSHERS; i++)
        expect_refused(i, t[i], "queue_push that waited when the queue closed");
    pop_now(0, values, capacity);
    expect_refused(1, tell_pop(1, 1), "queue_pop on a closed and empty queue");
    finish();
}
END_TEST

START_TEST(after_close)
{
    judge_title("a closed queue takes nothing, and hands out what is left");
    make(0, 4);
    judge_puppets(2);
    const uint64_t *values = random_values(4);
    push_now(0, values, 3);
    close_by(1);
    expect_refused(0, tell_push(0, values + 3, 1),
                   "queue_push on a closed queue");
    pop_now(1, values, 2);
    close_by(0);
    expect_refused(1, tell_push(1, values + 3, 1),
                   "queue_push on a closed queue");
    pop_now(0, values + 2, 1);
    for (unsigned i = 0; i < 4; i++)
        expect_refused(i % 2, tell_pop(i % 2, 1),
                       "queue_pop on a closed and empty queue");
    finish();
}
END_TEST

/* --- many producers, many consumers ------------------------------------- */

enum { THREADS_MOST = 16 };

struct stream {
    unsigned producers, consumers;
    size_t capacity, each; /* each: values of one producer */
};

/* A value on its way: the consumers' values are looked up among these. */
struct item {
    uint64_t value;
    unsigned producer;
    size_t index; /* among the values of its producer */
    bool popped;
};

static int compare_items(const void *a, const void *b)
{
    const struct item *x = a, *y = b;
    return (x->value > y->value) - (x->value < y->value);
}

static struct item *list_items(const struct stream *s, const uint64_t *values)
{
    const size_t all = s->producers * s->each;
    struct item *items = calloc(all, sizeof *items);
    for (size_t i = 0; items != NULL && i < all; i++)
        items[i] = (struct item){values[i], (unsigned)(i / s->each),
                                 i % s->each, false};
    ck_assert_ptr_nonnull(items);
    qsort(items, all, sizeof *items, compare_items);
    return items;
}

/* What one consumer got: new values only, each producer's in their order. */
static void check_consumer(const struct stream *s, struct item *items,
                           struct transfer pops)
{
    const uint64_t *got = judge_got(pops.values);
    size_t done = *judge_got(pops.done);
    size_t next[THREADS_MOST] = {0};
    for (size_t i = 0; i < done && i < pops.n; i++) {
        struct item key = {.value = got[i]};
        struct item *item = bsearch(&key, items, s->producers * s->each,
                                    sizeof *items, compare_items);
        judge_expect(item != NULL,
                     "queue_pop gave 0x%" PRIx64 ", which nobody has pushed",
                     got[i]);
        judge_expect(!item->popped,
                     "0x%" PRIx64 " was pushed once and popped twice", got[i]);
        judge_expect(item->index >= next[item->producer],
                     "a thread popped value %zu of one producer after its "
                     "value %zu",
                     item->index, next[item->producer] - 1);
        item->popped = true;
        next[item->producer] = item->index + 1;
    }
}

static void check_none_lost(const struct stream *s, const struct item *items)
{
    const size_t all = s->producers * s->each;
    size_t lost = 0;
    for (size_t i = 0; i < all; i++)
        lost += !items[i].popped;
    judge_expect(lost == 0,
                 "%zu of %zu values that were pushed never came out (%u "
                 "producers, %u consumers, capacity %zu)",
                 lost, all, s->producers, s->consumers, s->capacity);
}

/* Lets all work at the same time, closes the queue when all is pushed. */
static void run_stream(const struct stream *s, const uint64_t *values,
                       struct transfer *pops)
{
    struct transfer pushes[THREADS_MOST];
    const size_t all = s->producers * s->each;
    make(0, s->capacity);
    judge_puppets(s->producers + s->consumers);
    for (unsigned i = 0; i < s->consumers; i++)
        pops[i] = tell_pop(s->producers + i, all + 1);
    for (unsigned i = 0; i < s->producers; i++)
        pushes[i] = tell_push(i, values + i * s->each, s->each);
    for (unsigned i = 0; i < s->producers; i++)
        expect_pushed(i, pushes[i]);
    close_by(0);
    for (unsigned i = 0; i < s->consumers; i++)
        judge_await(s->producers + i);
}

static void check_stream(const struct stream *s)
{
    struct transfer pops[THREADS_MOST];
    const uint64_t *values = random_values(s->producers * s->each);
    struct item *items = list_items(s, values);
    run_stream(s, values, pops);
    for (unsigned i = 0; i < s->consumers; i++)
        check_consumer(s, items, pops[i]);
    check_none_lost(s, items);
    free(items);
    finish();
    judge_forget();
}

static const struct stream streams[] = {
    {1, 1, 1, 100}, {1, 1, 5, 200}, {1, 4, 3, 100}, {4, 1, 3, 25},
    {4, 4, 1, 25},  {4, 4, 4, 50},  {8, 8, 2, 10},  {3, 5, 200, 50},
};

START_TEST(many_at_once)
{
    judge_title("many producers and consumers: each value once, in order");
    for (size_t i = 0; i < sizeof streams / sizeof *streams; i++)
        check_stream(&streams[i]);
}
END_TEST

START_TEST(many_stirred)
{
    judge_title("many producers and consumers that often lose the core");
    judge_stir(3);
    judge_spurious_wakeups(4);
    for (size_t i = 0; i < sizeof streams / sizeof *streams; i++) {
        struct stream few = streams[i];
        few.each = few.each / 5 + 1;
        check_stream(&few);
    }
}
END_TEST

/* --- race --------------------------------------------------------------- */

/*
 * The judge tells one thread after the other, which orders nothing in the
 * worker: only the queue's own locks do.
 */
START_TEST(race_by_hand)
{
    struct transfer pop, push[2];
    judge_title("five threads push, pop, wait and close in turn");
    make(0, 2);
    judge_puppets(5);
    const uint64_t *values = random_values(7);
    push_now(0, values, 1);
    push_now(1, values + 1, 1);
    pop_now(2, values, 1);
    pop_now(3, values + 1, 1);
    pop = tell_pop(0, 1);
    judge_settle();
    push_now(2, values + 2, 1);
    expect_popped(0, pop, values + 2);
    push_now(3, values + 3, 2);
    push[0] = tell_push(1, values + 5, 1);
    judge_settle();
    pop_now(0, values + 3, 1);
    expect_pushed(1, push[0]);
    push[1] = tell_push(2, values + 6, 1);
    judge_settle();
    close_by(4);
    expect_refused(2, push[1], "queue_push that waited when the queue closed");
    expect_refused(0, tell_push(0, values, 1), "queue_push on a closed queue");
    pop_now(1, values + 4, 1);
    close_by(3);
    pop_now(4, values + 5, 1);
    expect_refused(2, tell_pop(2, 1), "queue_pop on a closed and empty queue");
    finish();
}
END_TEST

START_TEST(race_together)
{
    judge_title("two producers and two consumers at the same time");
    check_stream(&(struct stream){2, 2, 2, 10});
}
END_TEST

/* --- idle --------------------------------------------------------------- */

enum { IDLERS = 4, HELPER = IDLERS };

/*
 * A good queue uses nothing at all.  The limits leave room for the stop that
 * judge_settle ends with and for time-outs of 50 ms and more; four threads
 * that look every millisecond wake up some 700 times.
 */
static void expect_idle(const char *what)
{
    const double seconds = 0.2, most_cpu = 0.01;
    const unsigned most_wakeups = 32;
    expect_waiting(0, IDLERS, what);
    struct idle used = judge_watch_idle(seconds);
    if (used.cpu > most_cpu || used.wakeups > most_wakeups)
        judge_fail(CAUSE_BUSY,
                   "%s: four threads waited for %.1f s, used %.3f s of CPU "
                   "time and woke up %u times; right is none of both",
                   what, seconds, used.cpu, used.wakeups);
}

START_TEST(idle_pop)
{
    judge_title("threads that wait in queue_pop use no core");
    make(0, 2);
    judge_puppets(IDLERS + 1);
    for (unsigned i = 0; i < IDLERS; i++)
        tell_pop(i, 1);
    expect_idle("queue_pop on an empty queue");
    close_by(HELPER);
    for (unsigned i = 0; i < IDLERS; i++)
        judge_await(i);
    finish();
}
END_TEST

START_TEST(idle_push)
{
    judge_title("threads that wait in queue_push use no core");
    make(0, 1);
    judge_puppets(IDLERS + 1);
    const uint64_t *values = random_values(1 + IDLERS);
    push_now(HELPER, values, 1);
    for (unsigned i = 0; i < IDLERS; i++)
        tell_push(i, values + 1 + i, 1);
    expect_idle("queue_push on a full queue");
    close_by(HELPER);
    for (unsigned i = 0; i < IDLERS; i++)
        judge_await(i);
    finish();
}
END_TEST

/* --- every order -------------------------------------------------------- */

/* What a thread of a scenario does; what it said is found in `done`. */
struct share {
    const uint64_t *values; /* of a push in IN, of a pop in OUT */
    size_t n;
    size_t *done;
};

enum { SHARES = 4 };

struct scene {
    struct share push[SHARES], pop[SHARES];
    unsigned pushers, poppers;
};

static void scene_make(size_t capacity)
{
    size_t *made = judge_out(sizeof *made);
    judge_before(OP_NEW, (struct new_args){0, capacity, made});
}

static void scene_push(struct scene *s, unsigned thread, size_t n)
{
    uint64_t *values = judge_in(n * sizeof *values);
    struct share *p = &s->push[s->pushers++];
    for (size_t i = 0; i < n; i++)
        values[i] = 100 * s->pushers + i + 1;
    *p = (struct share){values, n, judge_out(sizeof *p->done)};
    judge_does(thread, OP_PUSH, (struct push_args){0, values, n, p->done});
}

static struct pop_args scene_popper(struct scene *s, size_t n)
{
    uint64_t *values = judge_out(n * sizeof *values);
    struct share *p = &s->pop[s->poppers++];
    *p = (struct share){values, n, judge_out(sizeof *p->done)};
    return (struct pop_args){0, values, n, p->done};
}

static void scene_pop(struct scene *s, unsigned thread, size_t n)
{
    struct pop_args args = scene_popper(s, n);
    judge_does(thread, OP_POP, args);
}

/* Tries once more than there can be values: the queue must be closed. */
static void scene_pop_at_end(struct scene *s, size_t most)
{
    struct pop_args args = scene_popper(s, most);
    judge_after(OP_POP, args);
}

/* Who pushed a value as its how-many-th; false if nobody did. */
static bool find_value(const struct scene *s, uint64_t value, unsigned *pusher,
                       size_t *place)
{
    for (*pusher = 0; *pusher < s->pushers; ++*pusher)
        for (*place = 0; *place < s->push[*pusher].n; ++*place)
            if (s->push[*pusher].values[*place] == value)
                return true;
    return false;
}

/* Everything that went in came out, once, and each pusher's values in the
 * order in which it pushed them. */
static void check_scene(void *data)
{
    const struct scene *s = data;
    size_t seen[SHARES] = {0}, pushed = 0, popped = 0;
    for (unsigned i = 0; i < s->pushers; i++)
        pushed += *judge_got(s->push[i].done);
    for (unsigned i = 0; i < s->poppers; i++) {
        size_t done = *judge_got(s->pop[i].done), last[SHARES] = {0};
        const uint64_t *got = judge_got(s->pop[i].values);
        judge_expect(done <= s->pop[i].n,
                     "queue_pop returned true %zu times, "
                     "and was called %zu times",
                     done, s->pop[i].n);
        for (size_t k = 0; k < done; k++) {
            unsigned from;
            size_t place;
            judge_expect(find_value(s, got[k], &from, &place),
                         "queue_pop gave %" PRIu64 ", which nobody pushed",
                         got[k]);
            judge_expect(place >= last[from],
                         "queue_pop gave %" PRIu64 " after a value that the "
                         "same thread pushed later",
                         got[k]);
            last[from] = place + 1;
            seen[from]++;
        }
        popped += done;
    }
    judge_expect(pushed == popped, "%zu values were pushed, %zu came out",
                 pushed, popped);
}

START_TEST(explore_one_pusher)
{
    struct scene s = {.pushers = 0};
    judge_title("in whatever order the threads run, nothing gets lost");
    scene_make(1);
    scene_push(&s, 0, 2);
    scene_pop(&s, 1, 1);
    scene_pop(&s, 2, 1);
    judge_explore("one thread pushes two values, two pop one each, into room "
                  "for one",
                  check_scene, &s);
    /* a second value may come before the first sleeper is awake */
    s = (struct scene){.pushers = 0};
    scene_make(2);
    scene_push(&s, 0, 2);
    scene_pop(&s, 1, 1);
    scene_pop(&s, 2, 1);
    judge_explore("one thread pushes two values, two pop one each, into room "
                  "for two",
                  check_scene, &s);
}
END_TEST

START_TEST(explore_one_popper)
{
    struct scene s = {.pushers = 0};
    judge_title("in whatever order the threads run, each thread's values "
                "stay in order");
    scene_make(1);
    scene_push(&s, 0, 2);
    scene_push(&s, 1, 1);
    scene_pop(&s, 2, 3);
    judge_explore("two threads push two values and one, one pops three, "
                  "room for one",
                  check_scene, &s);
}
END_TEST

/* A queue without values is not the other one's business. */
START_TEST(explore_two_queues)
{
    uint64_t *values = judge_in(2 * sizeof *values);
    struct scene s = {.pushers = 0};
    judge_title("who waits at one queue takes no signal from another");
    for (unsigned queue = 0; queue < QUEUES; queue++) {
        struct pop_args pop = scene_popper(&s, 1);
        struct share *p = &s.push[s.pushers++];
        values[queue] = 100 + queue;
        *p = (struct share){&values[queue], 1, judge_out(sizeof *p->done)};
        pop.queue = queue;
        judge_before(OP_NEW,
                     (struct new_args){queue, 1, judge_out(sizeof(size_t))});
        judge_does(queue, OP_POP, pop);
        judge_does(2, OP_PUSH,
                   (struct push_args){queue, p->values, 1, p->done});
    }
    judge_explore("two threads pop, each from its own queue; one pushes into "
                  "both",
                  check_scene, &s);
}
END_TEST

/* Nobody pops from a full queue, nobody pushes into an empty one. */
START_TEST(explore_close)
{
    struct scene s = {.pushers = 0};
    judge_title("whenever queue_close comes, it wakes everybody");
    scene_make(1);
    scene_pop(&s, 0, 1);
    scene_pop(&s, 1, 1);
    judge_does(2, OP_CLOSE, (struct queue_args){0});
    judge_explore("two threads pop, one closes", check_scene, &s);
    s = (struct scene){.pushers = 0};
    scene_make(1);
    scene_push(&s, 0, 1);
    scene_push(&s, 1, 1);
    scene_push(&s, 2, 1);
    judge_does(3, OP_CLOSE, (struct queue_args){0});
    scene_pop_at_end(&s, 2);
    judge_explore("three threads push, one closes; then all is popped",
                  check_scene, &s);
}
END_TEST

Suite *exercise_suite(void)
{
    Suite *suite = suite_create("queue");
    TCase *correct = judge_tcase(suite, "correct", "correct");
    tcase_add_test(correct, first_in_first_out);
    tcase_add_test(correct, two_queues);
    tcase_add_test(correct, pop_waits);
    tcase_add_test(correct, push_waits);
    tcase_add_test(correct, pop_spurious);
    tcase_add_test(correct, push_spurious);
    tcase_add_test(correct, every_popper_wakes);
    tcase_add_test(correct, every_pusher_wakes);
    tcase_add_test(correct, close_wakes_poppers);
    tcase_add_test(correct, close_wakes_pushers);
    tcase_add_test(correct, after_close);
    tcase_add_test(correct, many_at_once);
    tcase_add_test(correct, many_stirred);
    TCase *races = judge_tcase(suite, "race", "race");
    tcase_add_test(races, race_by_hand);
    tcase_add_test(races, race_together);
    TCase *orders = judge_tcase(suite, "explore", "explore");
    tcase_add_test(orders, explore_one_pusher);
    tcase_add_test(orders, explore_one_popper);
    tcase_add_test(orders, explore_two_queues);
    tcase_add_test(orders, explore_close);
    TCase *quiet = judge_tcase(suite, "idle", "idle");
    tcase_add_test(quiet, idle_pop);
    tcase_add_test(quiet, idle_push);
    return suite;
}

/*
 * steal.c - judges the exercise `steal`.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "calls.h"
#include "judge.h"
#include "linear.h"
#include "loads.h"

/* --- the deque, one thread at a time ---------------------------------------
 */

static void make(size_t capacity)
{
    size_t *made = judge_out(sizeof *made);
    judge_call(OP_NEW, (struct new_args){capacity, made});
    judge_expect(*judge_got(made) == 1, "deque_new(%zu) returned NULL",
                 capacity);
}

static struct move_args room(size_t n, size_t patience)
{
    return (struct move_args){judge_out((n + 1) * sizeof(uint64_t)), n,
                              patience, judge_out(sizeof(size_t))};
}

static struct move_args given(uint64_t first, size_t n, size_t patience)
{
    uint64_t *items = judge_in((n + 1) * sizeof *items);
    for (size_t i = 0; i < n; i++)
        items[i] = first + i;
    return (struct move_args){items, n, patience, judge_out(sizeof(size_t))};
}

/* What the deque holds is from .. to - 1, the oldest first. */
struct model {
    uint64_t from, to;
};

static void push(struct model *m, size_t n, size_t capacity)
{
    struct move_args a = given(m->to, n, 1);
    size_t free = capacity - (m->to - m->from), right = n < free ? n : free;
    judge_call(OP_PUSH, a);
    size_t done = *judge_got(a.done);
    judge_expect(done == right,
                 "deque_push put in %zu items of %zu where there was room for "
                 "%zu",
                 done, n, free);
    m->to += right;
}

static void take(struct model *m, unsigned op, size_t n)
{
    struct move_args a = room(n, 1);
    const char *name = op == OP_POP ? "deque_pop" : "deque_steal";
    size_t there = m->to - m->from, right = n < there ? n : there;
    judge_call(op, a);
    size_t done = *judge_got(a.done);
    const uint64_t *got = judge_got(a.items);
    judge_expect(done == right, "%s took out %zu items of %zu", name, done,
                 there);
    for (size_t i = 0; i < done; i++) {
        uint64_t item = op == OP_POP ? --m->to : m->from++;
        judge_expect(
            got[i] == item, "%s gave item %llu; the %s one is item %llu", name,
            (unsigned long long)got[i], op == OP_POP ? "newest" : "oldest",
            (unsigned long long)item);
    }
}

START_TEST(both_ends)
{
    judge_title(
        "one thread: the newest from one end, the oldest from the other");
    for (size_t capacity = 2; capacity <= 1024; capacity *= 8) {
        struct model m = {1, 1};
        make(capacity);
        take(&m, OP_POP, 1);
        take(&m, OP_STEAL, 1);
        push(&m, capacity + 1, capacity);
        take(&m, OP_POP, capacity + 1);
        for (unsigned i = 0; i < 60; i++) {
            push(&m, judge_below(capacity) + 1, capacity);
            take(&m, OP_STEAL, judge_below(capacity) + 1);
            push(&m, judge_below(3), capacity);
            take(&m, OP_POP, judge_below(capacity) + 1);
        }
        judge_call(OP_FREE, (struct free_args){0});
        judge_forget();
    }
}
END_TEST

/* --- the deque, owner and thieves at once -----------------------------------
 */

/* Each item is got once; a thief's come in the order of their age. */
static void count_items(struct move_args a, uint8_t *seen, size_t n, bool thief)
{
    const uint64_t *got = judge_got(a.items);
    size_t done = *judge_got(a.done);
    for (size_t i = 0; i < done; i++) {
        judge_expect(got[i] >= 1 && got[i] <= n,
                     "what came out of the deque is not what was put in");
        judge_expect(seen[got[i]]++ == 0,
                     "an item that was put in once came out twice");
        judge_expect(!thief || i == 0 || got[i] > got[i - 1],
                     "a thief got a younger item before an older one");
    }
}

/* The owner fills and empties it by turns while two steal. */
static void check_thieves(size_t n, size_t capacity, size_t patience)
{
    uint8_t *seen = calloc(n + 1, 1);
    struct move_args thief[2], in, out;
    make(capacity);
    judge_puppets(3);
    for (unsigned i = 0; i < 2; i++) {
        thief[i] = room(n, patience);
        judge_tell(1 + i, OP_STEAL, thief[i]);
    }
    size_t pushed = 0;
    while (pushed < n) {
        in =
            given(pushed + 1, n - pushed < capacity ? n - pushed : capacity, 1);
        judge_tell(0, OP_PUSH, in);
        judge_await(0);
        pushed += *judge_got(in.done);
        out = room(capacity / 2, 1);
        judge_tell(0, OP_POP, out);
        judge_await(0);
        count_items(out, seen, n, false);
    }
    out = room(n, 1);
    judge_tell(0, OP_POP, out);
    for (unsigned i = 0; i < 3; i++)
        judge_await(i);
    count_items(out, seen, n, false);
    for (unsigned i = 0; i < 2; i++)
        count_items(thief[i], seen, n, true);
    for (size_t i = 1; i <= n; i++)
        judge_expect(seen[i] == 1, "an item that was put in never came out");
    judge_puppets(0);
    judge_call(OP_FREE, (struct free_args){0});
    free(seen);
    judge_forget();
}

START_TEST(thieves)
{
    judge_title("an owner and two thieves: each item once");
    check_thieves(3000, 64, 4000);
    check_thieves(300, 2, 4000);
}
END_TEST

/* --- the crew ----------------------------------------------------------------
 */

static uint64_t tree_nodes(uint64_t node, unsigned depth)
{
    uint64_t n = 1;
    for (unsigned i = 0; i < load_children(node, depth); i++)
        n += tree_nodes(load_child(node, i), depth - 1);
    return n;
}

/* `pieces`: how many nodes the search tree has. */
static uint64_t queens(unsigned size, unsigned rows, uint32_t columns,
                       uint32_t left, uint32_t right, uint64_t *pieces)
{
    uint64_t ways = rows == 0;
    ++*pieces;
    for (uint32_t open = load_free(size, columns, left, right);
         rows > 0 && open != 0; open &= open - 1) {
        uint32_t bit = open & -open;
        ways += queens(size, rows - 1, columns | bit, (left | bit) << 1,
                       (right | bit) >> 1, pieces);
    }
    return ways;
}

static uint64_t fib(unsigned n, uint64_t *pieces)
{
    ++*pieces;
    return n < 2 ? n : fib(n - 1, pieces) + fib(n - 2, pieces);
}

static uint64_t right_answer(const struct crew_args *a, uint64_t *pieces)
{
    uint64_t sum = 0;
    *pieces = 0;
    switch (a->load) {
    case LOAD_FIB:
        return fib(a->size, pieces);
    case LOAD_QUEENS:
        return queens(a->size, a->size, 0, 0, 0, pieces);
    case LOAD_TREE:
        return *pieces = tree_nodes(a->key, a->size);
    case LOAD_FLAT:
    case LOAD_MEET:
        for (unsigned i = 0; i < a->size; i++)
            sum += load_grind(i, 3);
        *pieces = a->size;
        return sum;
    default:
        *pieces = a->load == LOAD_WAIT ? 2 : 1;
        return a->key;
    }
}

static const char *const names[LOADS] = {
    "a crew without jobs",
    "the numbers of Fibonacci",
    "queens on a board",
    "a tree that nobody has planned",
    "a join while its job sleeps",
    "many jobs that are joined in the end",
    "jobs that wait for each other's begin",
    "a join with nothing else to do"};

static struct crew_args job(enum load load, unsigned threads, unsigned size,
                            unsigned steps)
{
    return (struct crew_args){load,
                              threads,
                              size,
                              steps,
                              judge_random(),
                              judge_out(sizeof(uint64_t)),
                              judge_out(sizeof(uint64_t))};
}

static void look(void *args)
{
    const struct crew_args *a = args;
    uint64_t pieces, right = right_answer(a, &pieces);
    uint64_t got = *judge_got(a->result), done = *judge_got(a->pieces);
    judge_expect(got == right && done == pieces,
                 "%s (size %u, %u threads): %llu pieces of work were done, and "
                 "what came out was %llu; right is %llu pieces and %llu",
                 names[a->load], a->size, a->threads, (unsigned long long)done,
                 (unsigned long long)got, (unsigned long long)pieces,
                 (unsigned long long)right);
}

static void check(enum load load, unsigned threads, unsigned size)
{
    struct crew_args a = job(load, threads, size, 0);
    judge_call(OP_CREW, a);
    look(&a);
    judge_forget();
}

START_TEST(crews)
{
    judge_title("each job once, on any number of threads");
    for (unsigned threads = 1; threads <= 16; threads += 5) {
        check(LOAD_NOTHING, threads, 0);
        for (unsigned size = 0; size < 16; size += 3)
            check(LOAD_FIB, threads, size);
        for (unsigned size = 1; size < 8; size++)
            check(LOAD_QUEENS, threads, size);
        for (unsigned size = 0; size < 10; size++)
            check(LOAD_TREE, threads, size);
        check(LOAD_FLAT, threads, 1);
        check(LOAD_FLAT, threads, 4000);
    }
}
END_TEST

START_TEST(many)
{
    judge_title("a million jobs");
    check(LOAD_FIB, 2, 28);
}
END_TEST

/* The thread that spawns does not help before it joins. */
START_TEST(at_once)
{
    judge_title("as many jobs at a time as there are threads");
    for (unsigned threads = 2; threads <= 8; threads++)
        check(LOAD_MEET, threads, threads);
}
END_TEST

START_TEST(joins)
{
    judge_title("who waits in a join does other jobs");
    for (unsigned i = 0; i < 50; i++)
        check(LOAD_WAIT, 2, 1);
}
END_TEST

START_TEST(idle)
{
    const double seconds = 0.2, most_cpu = 0.01;
    const unsigned most_wakeups = 32;
    judge_title("threads without a job use no core");
    struct crew_args a = job(LOAD_SLEEP, 4, 1, 0);
    judge_puppets(2);
    judge_tell(0, OP_CREW, a);
    judge_settle();
    judge_expect(!judge_answered(0),
                 "crew_run() returned while a job was under way");
    struct idle used = judge_watch_idle(seconds);
    if (used.cpu > most_cpu || used.wakeups > most_wakeups)
        judge_fail(CAUSE_BUSY,
                   "while the only job sleeps for %.1f s, four threads used "
                   "%.3f s of CPU time and woke up %u times; right is none of "
                   "both",
                   seconds, used.cpu, used.wakeups);
    judge_tell(1, OP_OPEN, (struct open_args){0});
    judge_await(1);
    judge_await(0);
    look(&a);
    judge_puppets(0);
}
END_TEST

/* --- race
 * --------------------------------------------------------------------- */

START_TEST(race_deque)
{
    judge_title("an owner and two thieves");
    check_thieves(60, 4, 200);
}
END_TEST

START_TEST(race_crew)
{
    judge_title("small crews");
    check(LOAD_FIB, 4, 9);
    check(LOAD_TREE, 3, 6);
    check(LOAD_FLAT, 4, 50);
    check(LOAD_WAIT, 2, 1);
}
END_TEST

/* --- the deque, explored
 * -------------------------------------------------------- */

enum { CAPACITY = 2 };

struct state {
    uint64_t items[LINEAR_OPERATIONS];
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

/* Each of these calls moves one item, or none. */
static bool step(void *memory, const struct judge_event *e)
{
    struct state *s = memory;
    const struct move_args *a = e->args;
    if (e->op != OP_PUSH && e->op != OP_POP && e->op != OP_STEAL)
        return true;
    bool done = *judge_got(a->done) == 1;
    if (e->op == OP_PUSH) {
        if (!done)
            return s->count == CAPACITY || disturbed(e);
        if (s->count == CAPACITY)
            return false;
        s->items[s->count++] = a->items[0];
        return true;
    }
    if (!done)
        return s->count == 0 || (e->op == OP_STEAL && disturbed(e));
    uint64_t item = s->count == 0     ? 0
                    : e->op == OP_POP ? s->items[s->count - 1]
                                      : s->items[0];
    if (s->count == 0 || *judge_got(a->items) != item)
        return false;
    s->count--;
    if (e->op == OP_STEAL)
        memmove(s->items, s->items + 1, s->count * sizeof *s->items);
    return true;
}

static const struct linear_model model = {sizeof(struct state), NULL, step};

/* "thread 1 pushes 2, thread 2 steals nothing" */
static void tell_story(char *text, size_t size)
{
    static const char *const verbs[] = {
        [OP_PUSH] = "pushes", [OP_POP] = "pops", [OP_STEAL] = "steals"};
    const struct judge_event *all;
    size_t n = judge_history(&all), length = 0;
    text[0] = '\0';
    for (size_t i = 0; i < n && length < size; i++) {
        const struct move_args *a = all[i].args;
        if (all[i].op < OP_PUSH || all[i].op > OP_STEAL)
            continue;
        const char *sep = length == 0 ? "" : ", ";
        length +=
            (size_t)(all[i].thread < 0
                         ? snprintf(text + length, size - length, "%s%s", sep,
                                    all[i].thread == -1 ? "afterwards " : "")
                         : snprintf(text + length, size - length,
                                    "%sthread %d ", sep, all[i].thread));
        if (length >= size)
            return;
        bool done = *judge_got(a->done) == 1;
        uint64_t item = all[i].op == OP_PUSH ? a->items[0]
                        : done               ? *judge_got(a->items)
                                             : 0;
        char what[24] = "nothing";
        if (item != 0)
            snprintf(what, sizeof what, "%llu", (unsigned long long)item);
        length += (size_t)snprintf(
            text + length, size - length, "%s %s%s", verbs[all[i].op], what,
            all[i].op == OP_PUSH && !done ? " in vain" : "");
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
               "the other, in which a deque would do that",
               story);
}

/* '+' pushes the next item, '-' pops, '<' steals. Thread 0 is the owner. */
static const struct plot {
    const char *what, *before, *threads[3], *after;
} plots[] = {
    {"owner and thief want the last item", "+", {"-", "<"}, "-<"},
    {"owner and two thieves want two items", "++", {"-", "<", "<"}, "<"},
    {"two thieves want the last item", "+", {"+", "<", "<"}, "--"},
    {"a push into an empty deque while another steals", "", {"+", "<"}, "<"},
    {"the owner goes on pushing and popping", "", {"+-+-", "<"}, "<"},
    {"the owner goes round while a thief sleeps", "+", {"-++-+", "<"}, "<<"},
    {"a thief takes two, the owner fills the room", "++", {"++", "<<"}, "---"},
};

static void act(char c, int who, uint64_t *next)
{
    struct move_args a = c == '+' ? given(++*next, 1, 1) : room(1, 1);
    unsigned op = c == '+' ? OP_PUSH : c == '-' ? OP_POP : OP_STEAL;
    if (who == -2)
        judge_before(op, a);
    else if (who == -1)
        judge_after(op, a);
    else
        judge_does(who, op, a);
}

START_TEST(explore_deque)
{
    const struct plot *p = &plots[_i];
    uint64_t next = 0;
    judge_title(p->what);
    judge_before(OP_NEW,
                 (struct new_args){CAPACITY, judge_out(sizeof(size_t))});
    for (const char *c = p->before; *c != '\0'; c++)
        act(*c, -2, &next);
    for (int t = 0; t < 3 && p->threads[t] != NULL; t++)
        for (const char *c = p->threads[t]; *c != '\0'; c++)
            act(*c, t, &next);
    for (const char *c = p->after; *c != '\0'; c++)
        act(*c, -1, &next);
    judge_after(OP_FREE, (struct free_args){0});
    judge_explore(p->what, check_history, NULL);
}
END_TEST

/* --- the crew, explored
 * ---------------------------------------------------------- */

static const struct scene {
    const char *what;
    enum load load;
    unsigned threads, size;
} scenes[] = {
    {"a crew without jobs", LOAD_NOTHING, 2, 0},
    {"one job beside its spawner", LOAD_FIB, 2, 2},
    {"two jobs that wait for each other's begin", LOAD_MEET, 2, 2},
    {"a join while its job sleeps", LOAD_WAIT, 2, 1},
    {"three threads, two jobs", LOAD_FLAT, 3, 2},
};

START_TEST(explore_crew)
{
    const struct scene *s = &scenes[_i];
    judge_title(s->what);
    struct crew_args a = job(s->load, s->threads, s->size, 0);
    judge_does(0, OP_CREW, a);
    judge_explore(s->what, look, &a);
}
END_TEST

/* --- speed
 * ------------------------------------------------------------------------- */

static void round_of(void *data, unsigned threads)
{
    const struct crew_args *pace = data;
    struct crew_args a = job(pace->load, threads, pace->size, pace->steps);
    a.key = pace->key;
    judge_call(OP_CREW, a);
    look(&a);
}

/* A tree of 600 to 700 nodes, by trying. */
static uint64_t find_tree(unsigned depth)
{
    for (;;) {
        uint64_t key = judge_random(), n = tree_nodes(key, depth);
        if (n > 600 && n < 700)
            return key;
    }
}

START_TEST(speed)
{
    struct crew_args f = {LOAD_FIB, 0, 15, 600};
    struct crew_args q = {LOAD_QUEENS, 0, 6, 10000};
    struct crew_args t = {LOAD_TREE, 0, 12, 3000};
    judge_title("fib, queens, and a tree that nobody has planned");
    t.key = find_tree(t.size);
    judge_virtual("fib", round_of, &f);
    judge_virtual("queens", round_of, &q);
    judge_virtual("tree", round_of, &t);
}
END_TEST

Suite *exercise_suite(void)
{
    Suite *suite = suite_create("steal");
    TCase *correct = judge_tcase(suite, "correct", "correct");
    tcase_add_test(correct, both_ends);
    tcase_add_test(correct, thieves);
    tcase_add_test(correct, crews);
    tcase_add_test(correct, many);
    tcase_add_test(correct, at_once);
    tcase_add_test(correct, joins);
    tcase_add_test(judge_tcase(suite, "idle", "idle"), idle);
    TCase *races = judge_tcase(suite, "race", "race");
    tcase_add_test(races, race_deque);
    tcase_add_test(races, race_crew);
    tcase_add_loop_test(judge_tcase(suite, "deque", "deque"), explore_deque, 0,
                        sizeof plots / sizeof *plots);
    tcase_add_loop_test(judge_tcase(suite, "crew", "crew"), explore_crew, 0,
                        sizeof scenes / sizeof *scenes);
    tcase_add_test(judge_tcase(suite, "speed", "speed"), speed);
    return suite;
}

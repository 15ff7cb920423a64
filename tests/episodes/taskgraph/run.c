/*
 * run.c - judges the exercise `run`.
 */
#include <stdlib.h>
#include <string.h>

#include "calls.h"
#include "judge.h"
#include "run.h"
#include "work.h"

/* --- graphs --------------------------------------------------------------- */

/* A graph while it is made. */
struct plan {
    uint32_t tasks;
    size_t n, room;
    struct edge *edges;
    uint8_t kind[64]; /* of the first tasks; the others are PLAIN */
    uint32_t drop;    /* 1 + task that waits for one more than there is */
};

static void edge(struct plan *p, uint32_t before, uint32_t after)
{
    if (p->n == p->room) {
        p->room = 2 * p->room + 64;
        p->edges = realloc(p->edges, p->room * sizeof *p->edges);
    }
    p->edges[p->n++] = (struct edge){before, after};
}

static const void *copy(const void *from, size_t bytes)
{
    return memcpy(judge_in(bytes + 1), from, bytes);
}

/* The graph, in memory that the worker can read. */
static struct graph publish(const struct plan *p, bool back)
{
    struct graph g, shown = {.tasks = p->tasks};
    struct edge *edges = malloc((p->n + 1) * sizeof *edges);
    for (size_t i = 0; i < p->n; i++)
        edges[i] = back ? (struct edge){p->edges[i].after, p->edges[i].before}
                        : p->edges[i];
    if (!graph_make(&g, p->tasks, edges, p->n))
        abort();
    free(edges);
    uint32_t *waits = judge_in((g.tasks + 1ul) * sizeof *waits);
    memcpy(waits, g.waits, g.tasks * sizeof *waits);
    if (p->drop > 0 && !back)
        waits[p->drop - 1]++;
    shown.first = copy(g.first, (g.tasks + 1ul) * sizeof *g.first);
    shown.next = copy(g.next, p->n * sizeof *g.next);
    shown.waits = waits;
    graph_clear(&g);
    return shown;
}

static void chain(struct plan *p, uint32_t tasks)
{
    p->tasks = tasks;
    for (uint32_t t = 1; t < tasks; t++)
        edge(p, t - 1, t);
}

static void apart(struct plan *p, uint32_t tasks)
{
    p->tasks = tasks;
}

/* All others wait for task 0. */
static void star(struct plan *p, uint32_t tasks)
{
    p->tasks = tasks;
    for (uint32_t t = 1; t < tasks; t++)
        edge(p, 0, t);
}

static void tree(struct plan *p, uint32_t tasks)
{
    p->tasks = tasks;
    for (uint32_t t = 1; t < tasks; t++)
        edge(p, (t - 1) / 2, t);
}

/* The tree the other way round: everything comes together in task 0. */
static void together(struct plan *p, uint32_t tasks)
{
    p->tasks = tasks;
    for (uint32_t t = 1; t < tasks; t++)
        edge(p, t, (t - 1) / 2);
}

/* Each task of a square waits for the one above and the one to its left. */
static void wavefront(struct plan *p, uint32_t tasks)
{
    uint32_t side = 1;
    while ((side + 1) * (side + 1) <= tasks)
        side++;
    p->tasks = side * side;
    for (uint32_t t = 0; t < p->tasks; t++) {
        if (t >= side)
            edge(p, t - side, t);
        if (t % side > 0)
            edge(p, t - 1, t);
    }
}

/* Later tasks, but not by number, wait for some earlier ones, some twice. */
static void tangle(struct plan *p, uint32_t tasks)
{
    p->tasks = tasks;
    uint32_t odd = 2 * (uint32_t)judge_below(tasks + 1) + 1;
    uint32_t size = 1;
    while (size < tasks)
        size *= 2;
    for (uint32_t t = 1; t < tasks; t++)
        for (uint64_t n = judge_below(4); n-- > 0;) {
            uint32_t a = (uint32_t)judge_below(t) * odd % size;
            uint32_t b = t * odd % size;
            if (a < tasks && b < tasks)
                edge(p, a, b);
        }
}

static const struct shape {
    const char *name;
    void (*make)(struct plan *p, uint32_t tasks);
} shapes[] = {
    {"a chain", chain},
    {"tasks that wait for nothing", apart},
    {"a star", star},
    {"a tree", tree},
    {"a tree to its root", together},
    {"a wavefront", wavefront},
    {"a tangle", tangle},
};

enum { SHAPES = sizeof shapes / sizeof *shapes };

/* --- one run, and what must come of it -------------------------------------
 */

struct trial {
    const char *what;
    struct run_args args;
    uint64_t *value;
    bool *runs; /* whether a task is to be run */
    enum run_end end;
};

static enum kind kind_of(const struct run_args *a, uint32_t t)
{
    return a->kind == NULL ? PLAIN : a->kind[t];
}

static uint64_t value_of(const struct trial *w, uint32_t t)
{
    const struct run_args *a = &w->args;
    uint64_t x = work_mix(a->key, t, a->steps);
    for (uint32_t e = a->back.first[t]; e < a->back.first[t + 1]; e++)
        x = work_mix(x, w->value[a->back.next[e]], 0);
    return x;
}

/* Works out what is right, in the order of a queue. */
static void foresee(struct trial *w)
{
    const struct graph *g = &w->args.g;
    uint32_t *waiting = malloc((g->tasks + 1ul) * sizeof *waiting);
    uint32_t *queue = malloc((g->tasks + 1ul) * sizeof *queue);
    uint32_t found = 0;
    w->value = calloc(g->tasks + 1ul, sizeof *w->value);
    w->runs = calloc(g->tasks + 1ul, sizeof *w->runs);
    w->end = RUN_DONE;
    for (uint32_t t = 0; t < g->tasks; t++)
        if ((waiting[t] = g->waits[t]) == 0)
            queue[found++] = t;
    for (uint32_t i = 0; i < found; i++) {
        uint32_t t = queue[i];
        w->runs[t] = true;
        w->value[t] = value_of(w, t);
        if (kind_of(&w->args, t) == FAILS) {
            w->end = RUN_FAILED;
            continue;
        }
        for (uint32_t e = g->first[t]; e < g->first[t + 1]; e++)
            if (--waiting[g->next[e]] == 0)
                queue[found++] = g->next[e];
    }
    if (found < g->tasks && w->end == RUN_DONE)
        w->end = RUN_STUCK;
    free(waiting);
    free(queue);
}

static struct trial prepare(const char *what, struct plan *p, unsigned threads,
                            unsigned steps)
{
    struct trial w = {.what = what};
    uint8_t *kind = judge_in(p->tasks + 1ul);
    memcpy(kind, p->kind, p->tasks < 64 ? p->tasks : 64);
    w.args = (struct run_args){
        .g = publish(p, false),
        .back = publish(p, true),
        .key = judge_random(),
        .threads = threads,
        .steps = steps,
        .kind = kind,
        .value = judge_out((p->tasks + 1ul) * sizeof(uint64_t)),
        .times = judge_out((p->tasks + 1ul) * sizeof(uint32_t)),
        .result = judge_out(sizeof(uint32_t)),
    };
    foresee(&w);
    free(p->edges);
    *p = (struct plan){0};
    return w;
}

static const char *const ends[] = {"RUN_DONE", "RUN_FAILED", "RUN_STUCK"};

static void look(void *trial)
{
    const struct trial *w = trial;
    const struct run_args *a = &w->args;
    const uint32_t *times = judge_got(a->times);
    const uint64_t *value = judge_got(a->value);
    uint32_t end = *judge_got(a->result);
    for (uint32_t t = 0; t < a->g.tasks; t++) {
        judge_expect(times[t] >= w->runs[t],
                     "%s: run() returned, and task %u of %u had not been run",
                     w->what, t, a->g.tasks);
        judge_expect(times[t] <= 1, "%s: task %u of %u was run %u times",
                     w->what, t, a->g.tasks, times[t]);
        judge_expect(times[t] == w->runs[t],
                     "%s: task %u was run, and what it waits for never ended "
                     "well",
                     w->what, t);
        judge_expect(!w->runs[t] || value[t] == w->value[t],
                     "%s: task %u began before all that it waits for had ended",
                     w->what, t);
    }
    judge_expect(end == w->end, "%s: run() returned %s; right is %s", w->what,
                 end <= RUN_STUCK ? ends[end] : "nonsense", ends[w->end]);
}

static void forget(struct trial *w)
{
    free(w->value);
    free(w->runs);
}

static void check(const char *what, struct plan *p, unsigned threads)
{
    struct trial w = prepare(what, p, threads, 0);
    judge_call(OP_RUN, w.args);
    look(&w);
    forget(&w);
    judge_forget();
}

/* --- correct ----------------------------------------------------------------
 */

START_TEST(whole)
{
    static const uint32_t sizes[] = {0, 1, 2, 3, 7, 50, 1000};
    struct plan p = {0};
    judge_title("every task once, after all that it waits for");
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
        for (unsigned threads = 1; threads <= 16; threads += 3)
            for (unsigned s = 0; s < SHAPES; s++) {
                shapes[s].make(&p, sizes[i]);
                check(shapes[s].name, &p, threads);
            }
}
END_TEST

START_TEST(large)
{
    struct plan p = {0};
    judge_title("a million tasks; a chain of 100,000");
    wavefront(&p, 1000000);
    check("a wavefront of a million tasks", &p, 2);
    chain(&p, 100000);
    check("a chain of 100,000 tasks", &p, 2);
    apart(&p, 1000000);
    check("a million tasks that wait for nothing", &p, 2);
}
END_TEST

/* Tasks that all sleep until the last of them has begun. */
START_TEST(at_once)
{
    struct plan p = {0};
    judge_title("as many tasks at a time as there are threads");
    for (unsigned threads = 2; threads <= 8; threads *= 2) {
        apart(&p, threads);
        memset(p.kind, MEETS, threads);
        check("tasks that wait for each other's begin", &p, threads);
        tree(&p, 31); /* of which the last 16 are in nobody's way */
        memset(p.kind + 15, MEETS, 16);
        check("tasks, made ready late, that wait for each other's begin", &p,
              threads);
        star(&p, threads + 1); /* one end makes all of them ready */
        memset(p.kind + 1, MEETS, threads);
        check("tasks, made ready at once, that wait for each other's begin", &p,
              threads);
    }
}
END_TEST

START_TEST(failing)
{
    struct plan p = {0};
    judge_title("what waits for a task that failed is not run");
    for (unsigned threads = 1; threads <= 4; threads++)
        for (unsigned s = 0; s < SHAPES; s++)
            for (unsigned i = 0; i < 4; i++) {
                shapes[s].make(&p, 40);
                for (unsigned k = 0; k <= i; k++)
                    p.kind[judge_below(36)] = FAILS;
                check("with a task that fails", &p, threads);
            }
}
END_TEST

START_TEST(stuck)
{
    struct plan p = {0};
    judge_title("a circle, a task that waits for more than there is");
    for (unsigned threads = 1; threads <= 4; threads++) {
        wavefront(&p, 64);
        edge(&p, 36, 18);
        check("with a circle of tasks", &p, threads);
        apart(&p, 3);
        edge(&p, 1, 1);
        check("with a task that waits for itself", &p, threads);
        p.tasks = 2;
        edge(&p, 0, 1);
        edge(&p, 1, 0);
        check("with nothing but a circle", &p, threads);
        tree(&p, 31);
        p.drop = 1 + 5;
        check("with a task that waits for one more than there is", &p, threads);
        chain(&p, 5);
        edge(&p, 3, 2);
        p.kind[0] = FAILS;
        check("with a circle behind a task that fails", &p, threads);
    }
}
END_TEST

/* --- idle -------------------------------------------------------------------
 */

/* One task sleeps, and everything else waits for it. */
START_TEST(idle)
{
    const double seconds = 0.2, most_cpu = 0.01;
    const unsigned most_wakeups = 32;
    struct plan p = {0};
    judge_title("threads without a task use no core");
    tree(&p, 31);
    p.kind[_i] = WAITS;
    struct trial w = prepare("a tree with a task that sleeps", &p, 4, 0);
    judge_puppets(2);
    judge_tell(0, OP_RUN, w.args);
    judge_settle();
    judge_expect(!judge_answered(0), "run() returned while a task was running");
    struct idle used = judge_watch_idle(seconds);
    if (used.cpu > most_cpu || used.wakeups > most_wakeups)
        judge_fail(CAUSE_BUSY,
                   "while the only task sleeps for %.1f s, four threads used "
                   "%.3f s of CPU time and woke up %u times; right is none of "
                   "both",
                   seconds, used.cpu, used.wakeups);
    judge_tell(1, OP_OPEN, (struct open_args){1});
    judge_await(1);
    judge_await(0);
    look(&w);
    judge_puppets(0);
    forget(&w);
}
END_TEST

/* --- race -------------------------------------------------------------------
 */

START_TEST(race)
{
    struct plan p = {0};
    judge_title("small graphs on four threads");
    for (unsigned s = 0; s < SHAPES; s++)
        for (unsigned i = 0; i < 3; i++) {
            shapes[s].make(&p, 20);
            if (i == 2)
                p.kind[judge_below(16)] = FAILS;
            check(shapes[s].name, &p, 4);
        }
}
END_TEST

/* --- explored ---------------------------------------------------------------
 */

static const struct scene {
    const char *what;
    unsigned threads;
    uint32_t tasks;
    struct edge edges[6];
    size_t n;
    int fails; /* a task, or -1 */
    bool meet; /* the last `threads` tasks wait for each other's begin */
} scenes[] = {
    {"no task at all", 2, 0, {{0}}, 0, -1},
    {"two tasks, then one that waits for both", 2, 3, {{0, 2}, {1, 2}}, 2, -1},
    {"one task, two that wait for it, one that waits for these",
     2,
     4,
     {{0, 1}, {0, 2}, {1, 3}, {2, 3}},
     4,
     -1},
    {"a chain on two threads", 2, 3, {{0, 1}, {1, 2}}, 2, -1},
    {"one task, then three at once", 3, 4, {{0, 1}, {0, 2}, {0, 3}}, 3, -1},
    {"one of two tasks fails", 2, 3, {{0, 2}, {1, 2}}, 2, 1},
    {"two tasks in a circle beside one that is not",
     2,
     3,
     {{1, 2}, {2, 1}},
     2,
     -1},
    {"two tasks that wait for each other's begin", 2, 2, {{0}}, 0, -1, true},
    {"one task, then two that wait for each other's begin",
     2,
     3,
     {{0, 1}, {0, 2}},
     2,
     -1,
     true},
    {"one task, then three that wait for each other's begin",
     3,
     4,
     {{0, 1}, {0, 2}, {0, 3}},
     3,
     -1,
     true},
    {"two tasks in a chain, then two that wait for each other's begin",
     2,
     4,
     {{0, 1}, {1, 2}, {1, 3}},
     3,
     -1,
     true},
};

START_TEST(explored)
{
    const struct scene *s = &scenes[_i];
    struct plan p = {.tasks = s->tasks};
    judge_title(s->what);
    for (size_t i = 0; i < s->n; i++)
        edge(&p, s->edges[i].before, s->edges[i].after);
    if (s->fails >= 0)
        p.kind[s->fails] = FAILS;
    if (s->meet)
        memset(p.kind + s->tasks - s->threads, MEETS, s->threads);
    struct trial w = prepare(s->what, &p, s->threads, 0);
    judge_does(0, OP_RUN, w.args);
    judge_explore(s->what, look, &w);
    forget(&w);
}
END_TEST

/* --- speed ------------------------------------------------------------------
 */

struct pace {
    const char *what;
    void (*make)(struct plan *p, uint32_t tasks);
    uint32_t tasks;
    unsigned steps;
};

static void round_of(void *data, unsigned threads)
{
    const struct pace *pace = data;
    struct plan p = {0};
    pace->make(&p, pace->tasks);
    struct trial w = prepare(pace->what, &p, threads, pace->steps);
    judge_call(OP_RUN, w.args);
    look(&w);
    forget(&w);
}

START_TEST(speed)
{
    struct pace wave = {"a wavefront", wavefront, 625, 4000};
    struct pace bushy = {"a tree", tree, 255, 8000};
    judge_title("a wavefront and a tree");
    judge_virtual("run() of a wavefront", round_of, &wave);
    judge_virtual("run() of a tree", round_of, &bushy);
}
END_TEST

Suite *exercise_suite(void)
{
    Suite *suite = suite_create("run");
    TCase *correct = judge_tcase(suite, "correct", "correct");
    tcase_add_test(correct, whole);
    tcase_add_test(correct, large);
    tcase_add_test(correct, at_once);
    TCase *bad = judge_tcase(suite, "bad", "bad");
    tcase_add_test(bad, failing);
    tcase_add_test(bad, stuck);
    tcase_add_loop_test(judge_tcase(suite, "idle", "idle"), idle, 0, 2);
    tcase_add_test(judge_tcase(suite, "race", "race"), race);
    tcase_add_loop_test(judge_tcase(suite, "explore", "explore"), explored, 0,
                        sizeof scenes / sizeof *scenes);
    tcase_add_test(judge_tcase(suite, "speed", "speed"), speed);
    return suite;
}

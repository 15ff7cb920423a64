/* graphs.c - see graphs.h */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "graphs.h"

enum { TASKS = 100000, SIDE = 316 };

/* --- the graphs ------------------------------------------------------------
 */

struct plan {
    uint32_t tasks;
    size_t n;
    struct edge *edges;
    uint64_t seed;
};

static void edge(struct plan *p, uint32_t before, uint32_t after)
{
    p->edges[p->n++] = (struct edge){before, after};
}

static uint32_t below(struct plan *p, uint32_t n)
{
    p->seed = p->seed * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)((p->seed >> 33) % n);
}

static void empty(struct plan *p)
{
    (void)p;
}

static void chain(struct plan *p)
{
    for (uint32_t t = 1; t < p->tasks; t++)
        edge(p, t - 1, t);
}

/* A hundred chains side by side. */
static void chains(struct plan *p)
{
    for (uint32_t t = 100; t < p->tasks; t++)
        edge(p, t - 100, t);
}

static void wavefront(struct plan *p)
{
    p->tasks = SIDE * SIDE;
    for (uint32_t t = 0; t < p->tasks; t++) {
        if (t >= SIDE)
            edge(p, t - SIDE, t);
        if (t % SIDE > 0)
            edge(p, t - 1, t);
    }
}

static void tree(struct plan *p)
{
    for (uint32_t t = 1; t < p->tasks; t++)
        edge(p, (t - 1) / 2, t);
}

static void reduction(struct plan *p)
{
    for (uint32_t t = 1; t < p->tasks; t++)
        edge(p, t, (t - 1) / 2);
}

/* Each task hangs below one of the 50 before it: long arms, few branches. */
static void unbalanced(struct plan *p)
{
    for (uint32_t t = 1; t < p->tasks; t++)
        edge(p, t - 1 - below(p, t < 50 ? t : 50), t);
}

/* One task, all others, one task; again and again. */
static void fans(struct plan *p)
{
    for (uint32_t first = 0; first + 1000 < p->tasks; first += 1000)
        for (uint32_t t = first + 1; t <= first + 1000; t++) {
            if (t < first + 1000)
                edge(p, first, t);
            if (t < first + 1000)
                edge(p, t, first + 1000);
        }
}

/* Steps of 100: each task waits for three neighbours in the step before. */
static void stencil(struct plan *p)
{
    for (uint32_t t = 100; t < p->tasks; t++)
        for (int d = -1; d <= 1; d++) {
            uint32_t column = t % 100;
            if (!(column == 0 && d < 0) && !(column == 99 && d > 0))
                edge(p, (uint32_t)((int)t - 100 + d), t);
        }
}

/* Two tasks among the thousand before. */
static void tangle(struct plan *p)
{
    for (uint32_t t = 1; t < p->tasks; t++)
        for (unsigned i = 0; i < 2; i++)
            edge(p, t - 1 - below(p, t < 1000 ? t : 1000), t);
}

static const struct {
    const char *name;
    void (*make)(struct plan *p);
} kinds[GRAPHS] = {
    {"empty", empty},           {"chain", chain}, {"chains", chains},
    {"wavefront", wavefront},   {"tree", tree},   {"reduction", reduction},
    {"unbalanced", unbalanced}, {"fans", fans},   {"stencil", stencil},
    {"tangle", tangle},
};

/* As they are, and with their edges turned round: what each task waits for. */
static struct graph graphs[GRAPHS], backs[GRAPHS];

static void make(unsigned i)
{
    struct plan p = {.tasks = TASKS, .seed = 1};
    if (graphs[i].first != NULL)
        return;
    p.edges = calloc(4 * TASKS, sizeof *p.edges);
    if (p.edges == NULL)
        abort();
    kinds[i].make(&p);
    if (!graph_make(&graphs[i], p.tasks, p.edges, p.n))
        abort();
    for (size_t e = 0; e < p.n; e++)
        p.edges[e] = (struct edge){p.edges[e].after, p.edges[e].before};
    if (!graph_make(&backs[i], p.tasks, p.edges, p.n))
        abort();
    free(p.edges);
}

const struct graph *bench_graph(unsigned i)
{
    make(i);
    return &graphs[i];
}

/* --- measuring --------------------------------------------------------------
 */

/* A slot says in which round its task was run. Before a task runs, those that
 * it waits for must have this round's number: looked at in rounds of their own,
 * which are not timed. */
static uint32_t *slots, round_now, wrong;
static const struct graph *watched;

static bool do_task(uint32_t task, void *data)
{
    (void)data;
    if (watched != NULL)
        for (uint32_t e = watched->first[task]; e < watched->first[task + 1];
             e++)
            if (slots[watched->next[e]] != round_now)
                __atomic_fetch_add(&wrong, 1, __ATOMIC_RELAXED);
    if (slots[task] == round_now)
        __atomic_fetch_add(&wrong, 1, __ATOMIC_RELAXED);
    slots[task] = round_now;
    return true;
}

bool (*bench_task)(uint32_t task, void *data) = do_task;

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static double one_round(const char *name, bench_run *run, unsigned i,
                        unsigned threads)
{
    double start = now();
    run(i, threads);
    double took = now() - start;
    for (uint32_t t = 0; t < graphs[i].tasks; t++)
        wrong += slots[t] != round_now;
    if (wrong > 0) {
        fprintf(stderr, "%s: %s: %u tasks not run once and in order\n", name,
                kinds[i].name, wrong);
        exit(1);
    }
    return took;
}

static void measure(const char *name, bench_run *run, unsigned i,
                    unsigned threads, int rounds)
{
    make(i);
    double best = 0;
    slots = calloc(graphs[i].tasks, sizeof *slots);
    if (slots == NULL)
        abort();
    round_now = 0;
    for (int r = -1; r < rounds; r++) {
        watched = r < 0 ? &backs[i] : NULL;
        round_now++;
        double took = one_round(name, run, i, threads);
        if (r >= 0 && (best == 0 || took < best))
            best = took;
    }
    printf("%s\t%s\t%.1f\n", name, kinds[i].name, best * 1e9 / graphs[i].tasks);
    fflush(stdout);
    free(slots);
}

int bench_main(const char *name, bench_run *run, unsigned threads, int rounds,
               int argc, char **argv)
{
    for (int a = 1; a < argc; a++)
        measure(name, run, (unsigned)atoi(argv[a]) % GRAPHS, threads, rounds);
    return 0;
}

/*
 * draw.c - the pictures of the lesson: two small graphs, and the run of a
 * wavefront on two threads by our solution of `run`.
 *
 *     draw FOLDER
 *
 * writes breakfast.dot, circle.dot, wavefront.svg and wavefront.json there.
 */
#include <stdio.h>
#include <stdlib.h>

#include "draw/draw.h"
#include "graph.h"
#include "run.h"
#include "trace.h"

static const char *folder;

static FILE *open_file(const char *name)
{
    char path[512];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *to = fopen(path, "w");
    if (to == NULL) {
        perror(path);
        exit(1);
    }
    return to;
}

static void close_file(FILE *to, const char *name)
{
    if (ferror(to) || fclose(to) != 0) {
        perror(name);
        exit(1);
    }
}

static struct graph make(uint32_t tasks, const struct edge *edges, size_t n)
{
    struct graph g;
    if (!graph_make(&g, tasks, edges, n))
        exit(1);
    return g;
}

/* --- two small graphs ------------------------------------------------------
 */

enum { WATER, BEANS, BREAD, COFFEE, TOAST, EGGS, TABLE, DISHES };

static const char *chore(unsigned task, const void *data)
{
    static const char *const names[] = {
        "boil water", "grind beans", "cut bread", "make coffee",
        "make toast", "boil eggs",   "eat",       "wash up"};
    (void)data;
    return names[task];
}

static void draw_graph_to(const char *name, const char *title,
                          const struct edge *edges, size_t n)
{
    struct graph g = make(8, edges, n);
    FILE *to = open_file(name);
    if (!draw_graph(to, &(struct drawing){title, chore, NULL}, &g))
        exit(1);
    close_file(to, name);
    graph_clear(&g);
}

/* --- a run ------------------------------------------------------------------
 */

enum { SIDE = 8 };

struct scene {
    struct trace *trace;
    unsigned threads; /* that have a row */
};

static _Thread_local int row = -1;
static unsigned rows;

static bool work(uint32_t task, void *data)
{
    struct scene *s = data;
    if (row < 0)
        row = (int)__atomic_fetch_add(&rows, 1, __ATOMIC_RELAXED);
    uint64_t begin = trace_now(s->trace);
    while (trace_now(s->trace) < begin + 200000 + 200000 * (task % 3))
        ; /* 0.2 to 0.6 ms */
    trace_add(s->trace, (unsigned)row, task, begin);
    return true;
}

static const char *place(unsigned task, const void *data)
{
    static char name[16];
    (void)data;
    snprintf(name, sizeof name, "%u.%u", task / SIDE, task % SIDE);
    return name;
}

static void draw_run(void)
{
    struct edge edges[2 * SIDE * SIDE];
    size_t n = 0;
    for (uint32_t t = 0; t < SIDE * SIDE; t++) {
        if (t >= SIDE)
            edges[n++] = (struct edge){t - SIDE, t};
        if (t % SIDE > 0)
            edges[n++] = (struct edge){t - 1, t};
    }
    struct graph g = make(SIDE * SIDE, edges, n);
    struct scene s = {trace_new(2, SIDE * SIDE), 2};
    struct drawing d = {"A wavefront of 8 x 8 tasks on two threads", place,
                        NULL};
    if (s.trace == NULL || run(&g, work, &s, 2) != RUN_DONE)
        exit(1);
    FILE *to = open_file("wavefront.svg");
    draw_trace_svg(to, &d, s.trace);
    close_file(to, "wavefront.svg");
    to = open_file("wavefront.json");
    draw_trace_json(to, &d, s.trace);
    close_file(to, "wavefront.json");
    trace_free(s.trace);
    graph_clear(&g);
}

int main(int argc, char **argv)
{
    static const struct edge good[] = {
        {WATER, COFFEE}, {BEANS, COFFEE}, {BREAD, TOAST}, {WATER, EGGS},
        {COFFEE, TABLE}, {TOAST, TABLE},  {EGGS, TABLE},  {TABLE, DISHES},
    };
    static const struct edge bad[] = {
        {WATER, COFFEE}, {BEANS, COFFEE}, {BREAD, TOAST},
        {WATER, EGGS},   {COFFEE, TABLE}, {TOAST, TABLE},
        {EGGS, TABLE},   {TABLE, DISHES}, {DISHES, EGGS},
    };
    if (argc != 2) {
        fprintf(stderr, "usage: draw FOLDER\n");
        return 2;
    }
    folder = argv[1];
    draw_graph_to("breakfast.dot", "What waits for what at breakfast", good,
                  sizeof good / sizeof *good);
    draw_graph_to("circle.dot", "No clean pot: three tasks in a circle", bad,
                  sizeof bad / sizeof *bad);
    draw_run();
    return 0;
}

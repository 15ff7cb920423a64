/*
 * graph.h - tasks, and which of them wait for which.
 *
 * Tasks are numbers, 0 .. tasks - 1; what a task does is somebody else's
 * concern.  An edge says that one task may not begin before another one has
 * ended.  The whole graph is three arrays, laid out for whoever runs it: a task
 * that ends finds those behind it side by side in memory.
 */
#ifndef PARCOURS_GRAPH_H
#define PARCOURS_GRAPH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct graph {
    uint32_t tasks;
    const uint32_t *first; /* tasks + 1 of them: behind task t are          */
    const uint32_t *next;  /* next[first[t]] .. next[first[t + 1] - 1]      */
    const uint32_t *waits; /* for how many tasks each one waits             */
};

/* Task `after` waits for task `before`. */
struct edge {
    uint32_t before, after;
};

/*
 * Makes a graph of n edges. The same edge twice counts twice, in `next` and in
 * `waits`. False if there is no memory, or if an edge names a task that does
 * not exist; then *g is empty. A cycle is no error here: see graph_cycle.
 */
bool graph_make(struct graph *g, uint32_t tasks, const struct edge *edges,
                size_t n);

/* Frees what graph_make has made; the graph is empty then. */
void graph_clear(struct graph *g);

/*
 * Looks for tasks that wait for each other in a circle. Writes one such circle
 * to `cycle` (room for g->tasks numbers), each task before the one that waits
 * for it, the last one before the first, and returns how many they are.
 * 0: there is none. -1: no memory to find out.
 */
long graph_cycle(const struct graph *g, uint32_t *cycle);

/*
 * The longest chain of tasks, in numbers of tasks: with as many threads as you
 * like, it takes that many steps. 0 for an empty graph, -1 if there is a cycle
 * or no memory.
 */
long graph_depth(const struct graph *g);

#endif

/* graph.c - see graph.h */
#include <stdlib.h>

#include "graph.h"

/* --- making one ---------------------------------------------------------- */

static bool known(uint32_t tasks, const struct edge *edges, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (edges[i].before >= tasks || edges[i].after >= tasks)
            return false;
    return true;
}

/* Edges are counted first, so that each finds its place; `first` runs ahead
 * by one while they are put there. */
bool graph_make(struct graph *g, uint32_t tasks, const struct edge *edges,
                size_t n)
{
    uint32_t *first = calloc((size_t)tasks + 2, sizeof *first);
    uint32_t *next = malloc((n + 1) * sizeof *next);
    uint32_t *waits = calloc((size_t)tasks + 1, sizeof *waits);
    *g = (struct graph){0};
    if (first == NULL || next == NULL || waits == NULL || n >= UINT32_MAX ||
        !known(tasks, edges, n)) {
        free(first);
        free(next);
        free(waits);
        return false;
    }
    for (size_t i = 0; i < n; i++) {
        first[edges[i].before + 2]++;
        waits[edges[i].after]++;
    }
    for (size_t t = 2; t < (size_t)tasks + 2; t++)
        first[t] += first[t - 1];
    for (size_t i = 0; i < n; i++)
        next[first[edges[i].before + 1]++] = edges[i].after;
    *g = (struct graph){tasks, first, next, waits};
    return true;
}

void graph_clear(struct graph *g)
{
    free((void *)g->first);
    free((void *)g->next);
    free((void *)g->waits);
    *g = (struct graph){0};
}

/* --- cycles and depth ---------------------------------------------------- */

/*
 * Takes away what waits for nothing, again and again, in the order of `queue`
 * (room for all). What is left has waiting[t] > 0 and lies on a cycle or
 * behind one. Returns how many were taken.
 */
static uint32_t peel(const struct graph *g, uint32_t *waiting, uint32_t *queue)
{
    uint32_t taken = 0;
    for (uint32_t t = 0; t < g->tasks; t++) {
        waiting[t] = g->waits[t];
        if (waiting[t] == 0)
            queue[taken++] = t;
    }
    for (uint32_t i = 0; i < taken; i++)
        for (uint32_t e = g->first[queue[i]]; e < g->first[queue[i] + 1]; e++)
            if (--waiting[g->next[e]] == 0)
                queue[taken++] = g->next[e];
    return taken;
}

/* Every task that is left waits for one that is left (from[t]). Whoever goes
 * from each to the one it waits for must come by the same place twice. */
static long walk_back(const struct graph *g, const uint32_t *waiting,
                      uint32_t *from, uint32_t *cycle)
{
    uint32_t at = 0;
    for (uint32_t t = 0; t < g->tasks; t++)
        for (uint32_t e = g->first[t]; waiting[t] > 0 && e < g->first[t + 1];
             e++)
            from[at = g->next[e]] = t;
    for (uint32_t step = 0; step < g->tasks; step++)
        at = from[at];
    uint32_t length = 0, t = at;
    do {
        length++;
        t = from[t];
    } while (t != at);
    for (uint32_t i = length; i-- > 0; t = from[t])
        cycle[i] = t;
    return length;
}

long graph_cycle(const struct graph *g, uint32_t *cycle)
{
    uint32_t *waiting = malloc((g->tasks + 1ul) * sizeof *waiting);
    uint32_t *order = malloc((g->tasks + 1ul) * sizeof *order);
    long length = -1;
    if (waiting != NULL && order != NULL)
        length = peel(g, waiting, order) == g->tasks
                     ? 0
                     : walk_back(g, waiting, order, cycle);
    free(waiting);
    free(order);
    return length;
}

static long deepest(const struct graph *g, const uint32_t *order,
                    uint32_t *depth)
{
    uint32_t most = 0;
    for (uint32_t t = 0; t < g->tasks; t++)
        depth[t] = 1;
    for (uint32_t i = 0; i < g->tasks; i++) {
        uint32_t t = order[i];
        most = depth[t] > most ? depth[t] : most;
        for (uint32_t e = g->first[t]; e < g->first[t + 1]; e++)
            if (depth[g->next[e]] < depth[t] + 1)
                depth[g->next[e]] = depth[t] + 1;
    }
    return most;
}

long graph_depth(const struct graph *g)
{
    uint32_t *depth = malloc((g->tasks + 1ul) * sizeof *depth);
    uint32_t *order = malloc((g->tasks + 1ul) * sizeof *order);
    long most = -1;
    if (depth != NULL && order != NULL && peel(g, depth, order) == g->tasks)
        most = deepest(g, order, depth);
    free(depth);
    free(order);
    return most;
}

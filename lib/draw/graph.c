/* graph.c - a graph in the language of graphviz, see draw.h */
#include <stdlib.h>

#include "../graph.h"
#include "draw.h"

/* For each task of the cycle the one after it, for all others themselves. */
static uint32_t *find_cycle(const struct graph *g)
{
    uint32_t *after = malloc((g->tasks + 1ul) * sizeof *after);
    uint32_t *cycle = malloc((g->tasks + 1ul) * sizeof *cycle);
    long length = -1;
    if (after != NULL && cycle != NULL)
        length = graph_cycle(g, cycle);
    if (length < 0) {
        free(after);
        free(cycle);
        return NULL;
    }
    for (uint32_t t = 0; t < g->tasks; t++)
        after[t] = UINT32_MAX;
    for (long i = 0; i < length; i++)
        after[cycle[i]] = cycle[(i + 1) % length];
    free(cycle);
    return after;
}

/* Quotes and backslashes are as in JSON. */
static void name(FILE *to, const struct drawing *d, uint32_t task)
{
    putc('"', to);
    draw_json(to, draw_task(d, task));
    putc('"', to);
}

int draw_graph(FILE *to, const struct drawing *d, const struct graph *g)
{
    uint32_t *after = find_cycle(g);
    if (after == NULL)
        return 0;
    fputs("digraph \"", to);
    draw_json(to, d->title);
    fputs("\" {\n  rankdir=TB; bgcolor=transparent;\n"
          "  node [shape=box, style=\"rounded,filled\", fillcolor=\"#dce9f7\","
          " color=\"#30557a\", fontname=\"sans-serif\", fontsize=12,"
          " height=0.3];\n"
          "  edge [color=\"#30557a\", arrowsize=0.7];\n",
          to);
    for (uint32_t t = 0; t < g->tasks; t++) {
        fprintf(to, "  t%u [label=", t);
        name(to, d, t);
        fputs("];\n", to);
        for (uint32_t e = g->first[t]; e < g->first[t + 1]; e++)
            fprintf(to, "  t%u -> t%u%s;\n", t, g->next[e],
                    after[t] == g->next[e]
                        ? " [color=\"#c02020\", penwidth=2.5]"
                        : "");
    }
    fputs("}\n", to);
    free(after);
    return 1;
}

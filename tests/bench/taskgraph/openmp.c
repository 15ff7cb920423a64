/* openmp.c - tasks of OpenMP, that start each other as they become ready: with
 * gcc that is libgomp, with clang libomp. */
#include <stdlib.h>
#include <string.h>

#include "graphs.h"

static const struct graph *g;
static uint32_t *waiting;

static void node(uint32_t task)
{
    while (task != UINT32_MAX) {
        uint32_t kept = UINT32_MAX;
        bench_task(task, NULL);
        for (uint32_t e = g->first[task]; e < g->first[task + 1]; e++) {
            uint32_t t = g->next[e];
            if (!bench_count_down(&waiting[t]))
                continue;
            if (kept == UINT32_MAX)
                kept = t;
            else
#pragma omp task firstprivate(t)
                node(t);
        }
        task = kept;
    }
}

static void run_graph(unsigned graph, unsigned threads)
{
    g = bench_graph(graph);
    waiting = malloc(g->tasks * sizeof *waiting);
    memcpy(waiting, g->waits, g->tasks * sizeof *waiting);
#pragma omp parallel num_threads(threads)
#pragma omp single
    for (uint32_t t = 0; t < g->tasks; t++)
        if (g->waits[t] == 0)
#pragma omp task firstprivate(t)
            node(t);
    free(waiting);
}

int main(int argc, char **argv)
{
#ifdef __clang__
    return bench_main("libomp", run_graph, 2, 5, argc, argv);
#else
    return bench_main("libgomp", run_graph, 2, 5, argc, argv);
#endif
}

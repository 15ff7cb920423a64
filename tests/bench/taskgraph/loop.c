/*
 * loop.c - no scheduler at all: one thread, a stack, and counts that nobody
 * else touches. What is left is the price of the graph itself: to find what
 * comes next, and to guess wrong where the processor has to guess.
 */
#include <stdlib.h>
#include <string.h>

#include "graphs.h"

static void run_graph(unsigned graph, unsigned threads)
{
    const struct graph *g = bench_graph(graph);
    size_t bytes = g->tasks * sizeof(uint32_t), ready = 0;
    uint32_t *waiting = malloc(2 * bytes), *stack = waiting + g->tasks;
    (void)threads;
    if (waiting == NULL)
        abort();
    memcpy(waiting, g->waits, bytes);
    for (uint32_t t = g->tasks; t-- > 0;)
        if (g->waits[t] == 0)
            stack[ready++] = t;
    while (ready > 0) {
        uint32_t task = stack[--ready];
        while (task != UINT32_MAX) {
            uint32_t kept = UINT32_MAX;
            bench_task(task, NULL);
            for (uint32_t e = g->first[task]; e < g->first[task + 1]; e++) {
                uint32_t t = g->next[e];
                if (waiting[t] != 1) {
                    waiting[t]--;
                } else if (kept == UINT32_MAX) {
                    kept = t;
                } else {
                    stack[ready++] = t;
                }
            }
            task = kept;
        }
    }
    free(waiting);
}

int main(int argc, char **argv)
{
    return bench_main("loop", run_graph, 1, 15, argc, argv);
}

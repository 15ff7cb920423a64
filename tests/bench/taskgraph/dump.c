/* dump.c - prints a graph for those that are not written in C. */
#include <stdio.h>
#include <stdlib.h>

#include "graphs.h"

int main(int argc, char **argv)
{
    if (argc != 2)
        return 2;
    const struct graph *g = bench_graph((unsigned)atoi(argv[1]) % GRAPHS);
    printf("%u\n", g->tasks);
    for (uint32_t t = 0; t < g->tasks; t++)
        for (uint32_t e = g->first[t]; e < g->first[t + 1]; e++)
            printf("%u %u\n", t, g->next[e]);
    return 0;
}

/* driver.c - worker side of `delay`: builds a sheet, asks, counts calls. */
#include <stdlib.h>
#include <string.h>

#include "calls.h"
#include "delay.h"
#include "driver.h"

/* What one node's function gets as its data. */
struct cell {
    int64_t number;
    uint32_t calls;
    bool fails;
};

static bool sum(void *data, const int64_t *args, size_t n, int64_t *result)
{
    struct cell *cell = data;
    uint64_t total = (uint64_t)cell->number;
    cell->calls++;
    for (size_t i = 0; i < n; i++)
        total += (i + 1) * (uint64_t)args[i];
    *result = (int64_t)total;
    return !cell->fails;
}

static void define(struct sheet *s, const struct whole_args *a,
                   struct cell *cells, uint32_t t)
{
    size_t n = a->first[t + 1] - a->first[t];
    uint32_t *args = malloc((n + 1) * sizeof *args); /* need not last */
    if (args == NULL)
        abort();
    memcpy(args, a->args + a->first[t], n * sizeof *args);
    cells[t] = (struct cell){a->number[t], 0, a->kind[t] == IS_FAILURE};
    if (a->kind[t] == IS_VALUE)
        delay_value(s, t, a->number[t]);
    else if (a->kind[t] != IS_NOTHING)
        delay_call(s, t, sum, &cells[t], args, n);
    memset(args, 0xff, n * sizeof *args);
    free(args);
}

static void run_whole(const void *args)
{
    const struct whole_args *a = args;
    struct cell *cells = calloc(a->nodes + 1ul, sizeof *cells);
    struct sheet *s = delay_new(a->nodes);
    if (cells == NULL || s == NULL)
        abort();
    for (uint32_t i = 0; i < a->nodes; i++)
        define(s, a, cells, a->order[i]);
    for (size_t i = 0; i < a->asks; i++) {
        struct blame blame = {a->blame + i * a->nodes, 0};
        for (uint32_t w = a->ask[i]; w < a->ask[i + 1]; w++)
            a->results[w] = NOT_STORED;
        a->end[i] =
            delay_compute(s, a->wanted + a->ask[i], a->ask[i + 1] - a->ask[i],
                          a->results + a->ask[i], &blame);
        a->blamed[i] = blame.count;
        for (uint32_t t = 0; t < a->nodes; t++)
            a->calls[i * a->nodes + t] = cells[t].calls;
    }
    delay_free(s);
    free(cells);
}

DRIVER_OPS(run_whole);

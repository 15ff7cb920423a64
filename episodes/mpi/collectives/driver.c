/* driver.c - worker side of `collectives`. */
#include <stdlib.h>
#include <string.h>

#include "calls.h"
#include "collectives.h"
#include "ranks.h"

/* Items are maps x -> a x + b, and right = first left, then right: any two in
 * the wrong order give another map. */
static void compose(const struct item *left, struct item *right, int count)
{
    for (int i = 0; i < count; i++) {
        right[i].b = right[i].a * left[i].b + right[i].b;
        right[i].a = right[i].a * left[i].a;
    }
}

static void run_bcast(const struct rank_call *call)
{
    const struct collective_args *a = call->args;
    struct item *items = malloc((size_t)a->count * sizeof *items + 1);
    memcpy(items, call->in, call->in_bytes);
    my_bcast(call->comm, items, a->count, a->root);
    memcpy(call->out, items, (size_t)a->count * sizeof *items);
    free(items);
}

static void run_reduce(const struct rank_call *call)
{
    const struct collective_args *a = call->args;
    my_reduce(call->comm, call->in, call->out, a->count, compose, a->root);
}

static void run_allreduce(const struct rank_call *call)
{
    const struct collective_args *a = call->args;
    my_allreduce(call->comm, call->in, call->out, a->count, compose);
}

static void run_scan(const struct rank_call *call)
{
    const struct collective_args *a = call->args;
    my_scan(call->comm, call->in, call->out, a->count, compose);
}

static void run_alltoallv(const struct rank_call *call)
{
    const struct collective_args *a = call->args;
    const int *give = call->in, *take = give + a->ranks;
    size_t head = 2 * (size_t)a->ranks * sizeof *give;
    head = (head + 15) / 16 * 16;
    my_alltoallv(call->comm, (const void *)((const char *)call->in + head),
                 give, call->out, take);
}

RANK_OPS(run_bcast, run_reduce, run_allreduce, run_scan, run_alltoallv);

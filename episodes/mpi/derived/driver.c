/* driver.c - worker side of `derived`. */
#include <string.h>

#include "calls.h"
#include "derived.h"
#include "ranks.h"

static void run_edges(const struct rank_call *call)
{
    const struct edges_args *a = call->args;
    memcpy(call->out, call->in, call->in_bytes);
    rank_hands_off(call->out, call->out_bytes);
    swap_edges(call->comm, call->out, a->rows, a->cols);
}

static void run_pass(const struct rank_call *call)
{
    const struct pass_args *a = call->args;
    rank_hands_off(call->in, call->in_bytes);
    rank_hands_off(call->out, call->out_bytes);
    pass_on(call->comm, call->in, a->count, call->out);
}

static void run_deal(const struct rank_call *call)
{
    const struct deal_args *a = call->args;
    const void *matrix = call->in_bytes > 0 ? call->in : NULL;
    rank_hands_off(call->in, call->in_bytes);
    rank_hands_off(call->out, call->out_bytes);
    deal_columns(call->comm, matrix, a->rows, a->cols, call->out);
}

RANK_OPS(run_edges, run_pass, run_deal);

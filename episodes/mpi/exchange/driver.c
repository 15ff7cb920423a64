/* driver.c - worker side of `exchange`. */
#include "calls.h"
#include "exchange.h"
#include "ranks.h"

static void run_blocking(const struct rank_call *call)
{
    const struct exchange_args *a = call->args;
    ring_blocking(call->comm, call->in, call->out, a->count);
}

static void run_sendrecv(const struct rank_call *call)
{
    const struct exchange_args *a = call->args;
    ring_sendrecv(call->comm, call->in, call->out, a->count);
}

static void run_nonblocking(const struct rank_call *call)
{
    const struct exchange_args *a = call->args;
    ring_nonblocking(call->comm, call->in, call->out, a->count);
}

static void run_pairs(const struct rank_call *call)
{
    const struct exchange_args *a = call->args;
    swap_pairs(call->comm, call->in, call->out, a->count);
}

RANK_OPS(run_blocking, run_sendrecv, run_nonblocking, run_pairs);

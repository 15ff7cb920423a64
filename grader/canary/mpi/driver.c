/* driver.c - worker side of the canary for ranks */
#include "canary.h"
#include "ranks.h"

static void run_deadlock(const struct rank_call *call)
{
    *(int *)call->out = canary_deadlock(call->comm);
}

RANK_OPS(run_deadlock);

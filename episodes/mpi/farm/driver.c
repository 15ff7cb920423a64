/* driver.c - worker side of `farm`. */
#include "calls.h"
#include "farm.h"
#include "ranks.h"

static struct farm_args now;
static uint64_t done;

uint64_t do_task(uint64_t task)
{
    done++;
    rank_compute(now.unit * farm_cost(task, now.secret));
    return farm_result(task, now.secret);
}

static void run_farm(const struct rank_call *call)
{
    uint64_t *out = call->out;
    int rank;
    now = *(const struct farm_args *)call->args;
    done = 0;
    MPI_Comm_rank(call->comm, &rank);
    farm(call->comm, rank == 0 ? call->in : NULL, rank == 0 ? out + 1 : NULL,
         rank == 0 ? now.count : 0);
    out[0] = done;
}

RANK_OPS(run_farm);

/* driver.c - worker side of `autocorrelation`. */
#include "autocorrelation.h"
#include "calls.h"
#include "ranks.h"

int64_t count_equal(const uint32_t *a, const uint32_t *b, int n)
{
    int64_t sum = 0;
    for (int i = 0; i < n; i++)
        sum += a[i] == b[i];
    rank_compute(n * seconds_per_place);
    return sum;
}

static void run_autocorrelation(const struct rank_call *call)
{
    const struct autocorrelation_args *a = call->args;
    int rank;
    MPI_Comm_rank(call->comm, &rank);
    autocorrelation(call->comm, call->in, a->size, a->lags,
                    rank == 0 ? call->out : NULL);
}

RANK_OPS(run_autocorrelation);
